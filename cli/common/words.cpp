// SPDX-License-Identifier: MIT
#include "cli/common/words.hpp"

#include <array>

namespace kith::cli {
namespace {

constexpr std::string_view kNudge =
    "NUDGE is only needed for an older offer; the beginning of its id, as `kith status --json`\n"
    "and `kith watch` know it, is enough. Without it the open offer is meant, else the last of\n"
    "the past three days.";

constexpr std::string_view kWhen =
    "It may be a day (2026-03-02), a moment (2026-03-02T18:30), a weekday, tomorrow, or a length\n"
    "of time such as \"2 weeks\".";

constexpr std::array kWords{
    CommandWord{.name = "status",
                .usage = "[--json]",
                .help = "Whether all is well, and why it is quiet",
                .more = "The first line is the whole answer. Below it stands only what wants your "
                        "attention.",
                .group = "See how things are"},
    CommandWord{.name = "next",
                .usage = "[--json]",
                .help = "The next possible moment, and for whom",
                .more = "Exit code 1 where none lies ahead."},
    CommandWord{.name = "reflect",
                .usage = "[--json]",
                .help = "The weekly page: what was good, one question, one easy step",
                .more =
                    "It is here any day. With `reflection: {by: [..]}` in kith.yaml it also comes "
                    "by itself, once a\nweek, where there is anything to tell."},
    CommandWord{.name = "why",
                .usage = "[NAME] [--not NAME] [--json]",
                .help = "The reasoning: why this, why nothing, why not",
                .more = "  kith why             why there is an offer, or none\n"
                        "  kith why ana         all that is weighed for Ana\n"
                        "  kith why --not ana   only what keeps Ana from being offered now",
                .takes_name = true},
    CommandWord{.name = "list",
                .usage = "[--json] [--ids|--kinder]",
                .help = "Everyone, with each setting and where it was declared",
                .more = "  --ids      only the ids, one a line\n"
                        "  --kinder   rhythms that could be longer, going by how contact has come "
                        "so far, as a diff of your\n"
                        "             files. Nothing is changed by itself.\n\n"
                        "  kith list --kinder | patch -d / -p1      to take them over"},
    CommandWord{.name = "show",
                .usage = "NAME [--json]",
                .help = "What Kith knows of one connection",
                .more = "What stands in brackets at the end of a line is what `kith not-a-touch` "
                        "takes.\n\n"
                        "  kith show ana",
                .takes_name = true},
    CommandWord{.name = "watch",
                .usage = "",
                .help = "Show offers as they come, and answer them at the keyboard",
                .more = "One letter and Enter, as each offer names them: y say hi, d done, "
                        "s smaller,\nn not now, k not this time, a been in touch; of a ritual y "
                        "keep it, k not this\ntime, n not now, r let it rest; q leaves."},
    CommandWord{.name = "offer",
                .usage = "[--minutes N] [--json]",
                .help = "One suggestion now, because you asked",
                .more = "It spends nothing of the week's offers. Exit code 1 where nobody comes to "
                        "mind.\n\n"
                        "  kith offer --minutes 15   something for a quarter of an hour"},
    CommandWord{
        .name = "hello",
        .usage = "[--over] [--json]",
        .help = "Seven days of small hellos: an idea each day, about nobody",
        .more = "It begins when you first ask, and is there only when you ask again. "
                "Nothing is counted, and no\noffer changes by it. It ends by itself, and "
                "may begin anew at any time; `kith undo` takes the\nbeginning back. Exit code 1 "
                "where there is no idea: the days have gone by, or it can wait.\n\n"
                "  --over   end it now"},
    CommandWord{.name = "going",
                .usage = "[NUDGE] [--json]",
                .help = "Say hi: you are about to",
                .more = kNudge,
                .group = "Answer an offer"},
    CommandWord{.name = "done", .usage = "[NUDGE] [--json]", .help = "You did it", .more = kNudge},
    CommandWord{.name = "smaller",
                .usage = "[NUDGE] [--json]",
                .help = "The same, only smaller",
                .more = kNudge},
    CommandWord{.name = "later",
                .usage = "[tonight|tomorrow|weekend|next-week] [NUDGE] [--json]",
                .help = "Not now; some other time",
                .more = "Alone it means some day after tomorrow. It costs nothing."},
    CommandWord{.name = "skip",
                .usage = "[NUDGE] [--json]",
                .help = "Not this time",
                .more = "No reason is asked, and none is kept."},
    CommandWord{.name = "already",
                .usage = "[NUDGE] [--json]",
                .help = "You have been in touch already",
                .more = kNudge},
    CommandWord{.name = "log",
                .usage = "NAME... [--channel C] [--at T] [--minutes N] [--direction D] [--json]",
                .help = "Note that you were in touch",
                .more =
                    "  --channel     together, call, video, voice-note, message, email, letter, "
                    "event or reaction;\n"
                    "                left out, it counts in full\n"
                    "  --at          when: 2026-03-02T18:30, yesterday, saturday, or \"2 "
                    "hours\" ago; left out: now\n"
                    "  --minutes     how long, for a call\n"
                    "  --direction   in, out or both (left out: both)\n\n"
                    "  kith log ana\n"
                    "  kith log ana dad --channel together --at saturday",
                .takes_name = true,
                .group = "Tell Kith something"},
    CommandWord{.name = "note",
                .usage = "NAME TEXT [--on D] [--until D] [--json]",
                .help = "Keep a line about someone, in your own words",
                .more =
                    "Offers may use it: a line that ends with a day is about that day, one that "
                    "begins with\n\"knows about\" tells what to ask them, \"can help with\" what "
                    "they would lend a hand with.\nIt never leaves this computer but inside an "
                    "offer to you, goes with `kith forget`, and\n`kith undo` takes it back.\n\n"
                    "  kith note ana new job Monday\n"
                    "  kith note dad \"knows about bread\"\n"
                    "  kith note lee exam --on 2026-12-03",
                .takes_name = true},
    CommandWord{.name = "felt",
                .usage = "lighter|same|drained [NAME] [--json]",
                .help = "How contact left you, in one word",
                .more =
                    "Without a name, the last contact known. It is kept for you alone and changes "
                    "no offer."},
    CommandWord{.name = "not-a-touch",
                .usage = "REF [--json]",
                .help = "Take back something that was no contact after all",
                .more = "REF, or its beginning, stands in brackets in `kith show NAME`."},
    CommandWord{.name = "undo",
                .usage = "[--json]",
                .help = "Take back the last thing you said",
                .more = "Again and again, if you like: each time one step further back."},
    CommandWord{.name = "plan",
                .usage = "NAME [--when W|--off] [--json]",
                .help = "You have a plan with someone",
                .more = "W may be a day (2026-03-02), a moment (2026-03-02T18:30), a weekday, "
                        "tomorrow, or a length\nof time such as \"2 weeks\". A new plan takes "
                        "the place of one still ahead with them; --off\nrubs it out.",
                .takes_name = true},
    CommandWord{.name = "ritual",
                .usage = "[ID [keep|moved|rest|cancel]] [--json]",
                .help = "Your rituals, and what is to become of one",
                .more =
                    "Alone it lists them with their next time. cancel calls off that one; rest "
                    "lets the ritual rest until\nkeep takes it up again; moved does too, as its "
                    "new time belongs into `rule`. What nobody\ncalls off counts as having "
                    "been. yes and resting say the same as keep and rest.\n\n"
                    "  kith ritual walk cancel"},
    CommandWord{.name = "rest",
                .usage = "NAME [--until D] [--json]",
                .help = "Let someone rest; their clock stands still",
                .more = kWhen,
                .takes_name = true},
    CommandWord{.name = "wake", .usage = "NAME [--json]", .help = "End a rest", .takes_name = true},
    CommandWord{.name = "in-memory",
                .usage = "NAME [--over] [--json]",
                .help = "Someone has died: remembered, and never offered again",
                .more = "NAME is the whole name or the id. No rhythm, birthday, age or count comes "
                        "up any more, and\nwhat was open or planned is taken back. `kith undo` "
                        "reverses it, and so does --over, later.",
                .takes_name = true},
    CommandWord{.name = "let-go",
                .usage = "NAME [--over] [--json]",
                .help = "Let someone go: gone from every list and picture",
                .more = "NAME is the whole name or the id. The configuration keeps them. `kith "
                        "undo` reverses it, and so\ndoes --over, later.",
                .takes_name = true},
    CommandWord{
        .name = "no-contact",
        .usage = "NAME [--yes|--over] [--json]",
        .help = "Never name them, and take no notice of what they send",
        .more =
            "NAME is the whole name or the id. It holds at once. Kith keeps salted "
            "hashes of their id,\naddresses and words of their names, by which it knows them again "
            "and stays silent. Then it names\nthe lines of your configuration that hold "
            "them, and if you agree (or with --yes) takes these\nout and erases what it "
            "remembered of them. `kith undo` ends the boundary, and so does --over with "
            "the id, later;\nneither brings lines or memories back.",
        .takes_name = true},
    CommandWord{.name = "forget",
                .usage = "ID [--yes] [--json]",
                .help = "Erase all that Kith remembers of someone, for good",
                .more = "For someone who no longer stands in the configuration; ID is what they "
                        "were called there. The\nledger is rewritten, its backups are made anew, "
                        "and what plugins keep is cleared. `kith undo`\ndoes not bring it back. "
                        "--yes asks no question. The journal is the system's, and keeps what it\n"
                        "keeps."},
    CommandWord{.name = "pause",
                .usage = "[--until D] [--json]",
                .help = "Stay quiet altogether",
                .more = kWhen},
    CommandWord{.name = "resume",
                .usage = "[--fresh] [--json]",
                .help = "End a pause, or time away",
                .more = "  --fresh   begin anew with everyone, paused or not: nobody is far away "
                        "any more, and what you\n"
                        "            passed over does not count. `kith undo` takes it back."},
    CommandWord{.name = "energy",
                .usage = "low|usual|bright [--until D] [--json]",
                .help = "How much is possible just now",
                .more = "low: only small steps, with people who feel safe. bright: bigger ones "
                        "too.\nIt goes back by itself after three days, or at D."},
    CommandWord{.name = "hard-week",
                .usage = "[--days N] [--over] [--json]",
                .help = "A week in which nothing is asked of you",
                .more = "Every clock stands still. Say it again to begin the week anew. It ends "
                        "softly: offers come\nagain after the first thing you tell Kith, or with "
                        "the next weekly page.\n\n"
                        "  --over   end it now"},
    CommandWord{.name = "away",
                .usage = "[--until D] [--for WHAT] [--json]",
                .help = "You are away, or life is about something else",
                .more = "--for takes new-baby, exams, illness or bereavement, or a word like it "
                        "(exam, sick).\n`kith resume` ends it. Everything keeps, and the first "
                        "week afterwards brings half the "
                        "offers."},
    CommandWord{.name = "reload",
                .usage = "",
                .help = "Have kithd read the configuration again",
                .more = "Edits take effect by themselves; this waits for it. Exit code 1, with the "
                        "first mistake,\nwhere something is wrong: the settings before it stay in "
                        "force."},
    CommandWord{.name = "doctor",
                .usage = "[--ring] [--json]",
                .help = "Try everything, and say what wants mending",
                .more =
                    "Reads every source and secret now. Each line that begins with `mend` names "
                    "the one command\nthat mends it; exit code 1 where there is one. `hint` is "
                    "only worth a thought: a mail folder\nthat may hold mail of your people, "
                    "an address you sent mail from, say.\n\n"
                    "  --ring   also send a marked sample by each of your deliverers"},
    CommandWord{.name = "lean-on",
                .usage = "[--json]",
                .help = "Whom you may lean on",
                .more = "Those with `lean_on: true`, with ways to reach them.",
                .group = "When you could use some support"},
    CommandWord{.name = "ask",
                .usage = "[ear|hand|advice|company] [NAME] [--about TEXT] [--json]",
                .help = "One sentence to ask for help with, for you to copy",
                .more =
                    "Alone it says what there is. Without a name, someone you wrote down as safe "
                    "to ask. Nothing is sent.\n\n"
                    "  kith ask ear\n"
                    "  kith ask hand ana --about \"the boxes\"",
                .takes_name = false},
    CommandWord{.name = "self-check",
                .usage = "[A B C] [--json]",
                .help = "Three questions about company, if you would like to ask yourself",
                .more =
                    "Alone it shows the questions, and what you said before. Each answer is "
                    "hardly-ever, sometimes or often.\nKept for you alone: no offer changes by it, "
                    "and it is no diagnosis. Where such answers weigh twice,\ntwo weeks or more "
                    "apart, Kith names `kith support` in one line; `kith skip help` ends that for "
                    "good.\n\n"
                    "  kith self-check\n"
                    "  kith self-check sometimes hardly-ever sometimes"},
    CommandWord{.name = "support",
                .usage = "[DIR] [--json]",
                .help = "Someone to talk to: helplines, and when a professional can help",
                .offline = true},
    CommandWord{.name = "check",
                .usage = "[DIR] [--json]",
                .help = "Read a configuration and say what is wrong with it, if anything",
                .offline = true,
                .group = "Without kithd"},
    CommandWord{.name = "audit",
                .usage = "[DIR] [--json]",
                .help = "Show what each of your plugins may reach",
                .offline = true},
    CommandWord{.name = "rehearse",
                .usage = "--from DATE [--days N] [--config DIR] [--history FILE] [--answers HOW] "
                         "[--seed SEED] [--json]",
                .help = "Live some weeks in advance and see what Kith would say, and when",
                .offline = true},
    CommandWord{.name = "rule",
                .usage = "RULE --from T [--zone ZONE] [--for N] [--json]",
                .help = "Show when a rule in words, or an RRULE, comes round",
                .offline = true},
    CommandWord{.name = "plugin",
                .usage = "list|info|try ...",
                .help = "The plugins of this computer",
                .offline = true},
    CommandWord{.name = "completions",
                .usage = "SHELL",
                .help = "Print completions for your shell",
                .offline = true},
};

} // namespace

std::span<const CommandWord> command_words() { return kWords; }

} // namespace kith::cli
