#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""The JSON Schema's verdict on every sample: good ones pass, misshapen ones don't; samples whose
meaning alone is wrong must be accepted by it, or they would stand in the wrong folder."""
import json
import pathlib
import sys

import jsonschema
import yaml

# Only YAML itself shows these to be wrong; no schema ever sees them.
BEYOND_A_SCHEMA = {"anchors", "alias_bomb", "tag", "two_documents", "misaligned_list", "escape", "too_deep",
                   "empty_name"}


class Loader(yaml.SafeLoader):
    """YAML 1.2's core schema: 12:30 and yes are texts, dates too. Keys stand once."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(set(keys)) != len(keys):
            raise yaml.YAMLError("a key stands here twice")
        return super().construct_mapping(node, deep)


def resolve(tag, pattern, first):
    import re
    Loader.add_implicit_resolver(tag, re.compile(pattern), list(first))


resolve("tag:yaml.org,2002:bool", r"^(true|false)$", "tf")
resolve("tag:yaml.org,2002:null", r"^(~|null|)$", ["~", "n", ""])
resolve("tag:yaml.org,2002:int", r"^-?[0-9]+$", "-0123456789")
resolve("tag:yaml.org,2002:float", r"^-?[0-9]+\.[0-9]+$", "-0123456789")


def refused(schema, path):
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return str(error).splitlines()[0]
    errors = [e.message for e in jsonschema.Draft202012Validator(schema).iter_errors(value)]
    return errors[0] if errors else None


def main(tree):
    schema = json.loads((tree / "config/kith.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    in_connections = {**schema, "$ref": "#/$defs/connections-file"}
    data = tree / "tests/data/config"
    wrong = []

    def expect(paths, good, with_schema=schema):
        found = sorted(paths)
        if not found:
            wrong.append(f"no samples: {paths}")
        for path in found:
            reason = refused(with_schema, path)
            if good and reason:
                wrong.append(f"{path.relative_to(tree)}: refused: {reason}")
            if not good and not reason:
                wrong.append(f"{path.relative_to(tree)}: accepted")

    expect(data.glob("good/*.yaml"), True)
    expect(data.glob("good/connections/*.yaml"), True, in_connections)
    expect(data.glob("bad/shape/*.yaml"), False)
    expect((p for p in data.glob("bad/meaning/*.yaml") if p.stem not in BEYOND_A_SCHEMA), True)
    expect([tree / "config/kith.example.yaml", *tree.glob("config/demo/kith.yaml")], True)
    print("\n".join(wrong) or "the schema agrees with every sample")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
