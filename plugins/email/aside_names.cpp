// SPDX-License-Identifier: MIT
#include "plugins/email/aside_names.hpp"

#include <algorithm>
#include <array>

namespace kith::email {
namespace {

constexpr std::array<std::string_view, 53> kNames{"trash",
                                                  "bin",
                                                  "deleted",
                                                  "deleted items",
                                                  "deleted messages",
                                                  "spam",
                                                  "junk",
                                                  "junk e-mail",
                                                  "junk email",
                                                  "junk mail",
                                                  "bulk mail",
                                                  "drafts",
                                                  "draft",
                                                  "outbox",
                                                  "papierkorb",
                                                  "gelöscht",
                                                  "gelöschte elemente",
                                                  "gelöschte objekte",
                                                  "junk-e-mail",
                                                  "spamverdacht",
                                                  "unerwünscht",
                                                  "werbung",
                                                  "entwürfe",
                                                  "postausgang",
                                                  "papelera",
                                                  "eliminados",
                                                  "elementos eliminados",
                                                  "mensajes eliminados",
                                                  "correo no deseado",
                                                  "correo basura",
                                                  "borradores",
                                                  "bandeja de salida",
                                                  "corbeille",
                                                  "éléments supprimés",
                                                  "Éléments supprimés",
                                                  "messages supprimés",
                                                  "indésirables",
                                                  "courrier indésirable",
                                                  "pourriel",
                                                  "brouillons",
                                                  "boîte d'envoi",
                                                  "cestino",
                                                  "posta indesiderata",
                                                  "bozze",
                                                  "prullenbak",
                                                  "ongewenste e-mail",
                                                  "concepten",
                                                  "lixeira",
                                                  "lixo eletrônico",
                                                  "rascunhos",
                                                  "kosz",
                                                  "papperskorg",
                                                  "skräppost"};

} // namespace

bool is_aside_by_name(std::string_view place) {
    return std::ranges::find(kNames, place.substr(0, place.find('/'))) != kNames.end();
}

} // namespace kith::email
