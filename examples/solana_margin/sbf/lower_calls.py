#!/usr/bin/env python3
"""Make every call in LLVM IR one that upstream's BPF can make: at most five registers in, one out.

What does not fit into the registers goes through the caller's stack, as the vendor's compiler does it: a
result of more than 64 bits, and the arguments beyond the fifth register.
"""
import re, sys

REGISTERS = 5
SLOT = 16
DEFINE = re.compile(r"^define (?P<head>.*?)(?P<name>@[\w.$]+|@\"[^\"]+\")\((?P<params>.*)\)(?P<tail>[^()]*(?:\([^()]*\)[^()]*)*) \{$")
CALL = re.compile(r"^(?P<indent>\s*)(?:(?P<out>%[\w.]+) = )?(?:tail |notail )?call (?P<head>.*?)(?P<name>@[\w.$]+|@\"[^\"]+\")\((?P<rest>.*)$")
WORDS = re.compile(
    r"(?:noundef|nonnull|noalias|signext|zeroext|readonly|readnone|writeonly|nofree|nocapture|returned|writable|dead_on_unwind|dead_on_return"
    r"|align \d+|(?:dereferenceable|dereferenceable_or_null|captures|range|sret|initializes|nofpclass)\((?:[^()]|\([^()]*\))*\)) "
)


def split(text: str) -> list[str]:
    """At the commas outside brackets."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(text):
        depth += (char in "([{<") - (char in ")]}>")
        if char == "," and depth == 0:
            parts.append(text[start:place].strip())
            start = place + 1
    return parts + [text[start:].strip()] if text.strip() else []


def closing(text: str) -> int:
    """Where the bracket that was open before the text closes."""
    depth = 1
    for place, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            return place
    sys.exit("no end of: " + text)


def typed(argument: str) -> tuple[str, str]:
    """Type and value."""
    if argument[0] in "[{<":
        end = closing(argument[1:]) + 2
    else:
        end = argument.index(" ")
    kind, value = argument[:end], argument[end:].strip() + " "
    while (word := WORDS.match(value)):
        value = value[word.end():]
    return kind, value.strip()


def registers(kind: str) -> int:
    wide = re.fullmatch(r"i(\d+)", kind)
    return (int(wide.group(1)) + 63) // 64 if wide else 1


def returned(head: str) -> str:
    """The type before the name."""
    head = head.strip()
    if head[-1] in "]}":
        depth = 0
        for place in range(len(head) - 1, -1, -1):
            depth += (head[place] in "]}") - (head[place] in "[{")
            if depth == 0:
                return head[place:]
    return head.split(" ")[-1]


def wide(kind: str) -> bool:
    return kind[0] in "[{" or registers(kind) > 1


def plan(kinds: list[str], result: str) -> int | None:
    """How many arguments stay in registers, or None where all do."""
    room = REGISTERS - wide(result)
    if sum(map(registers, kinds)) <= room:
        return None
    used, kept = 1, 0  # one for where the others are
    for kind in kinds:
        used += registers(kind)
        if used > room:
            break
        kept += 1
    return kept


lines = open(sys.argv[1]).read().split("\n")
changed = {}
for line in lines:
    if (found := DEFINE.match(line)):
        kinds = [typed(p)[0] for p in split(found["params"])]
        result = returned(found["head"])
        kept = plan(kinds, result)
        if kept is not None or wide(result):
            changed[found["name"]] = (kinds, result, kept)

out, slots, serial, result = [], [], 0, None


def flush(function: list[str]) -> list[str]:
    """The function with its slots at the head of its first block."""
    first = 1 if re.match(r"^[\w.]+:", function[1]) else 0
    return function[: first + 1] + [f"  {name} = alloca [{size} x i8], align 16" for name, size in slots] + function[first + 1:]


body = None
for line in lines:
    if (found := DEFINE.match(line)):
        slots, body, result = [], [], None
        if found["name"] in changed:
            kinds, result, kept = changed[found["name"]]
            params = [typed(p) for p in split(found["params"])]
            place = len(params) if kept is None else kept
            text = [f"{kind} {name}" for kind, name in params[:place]] + (["ptr %lw.rest"] if kept is not None else [])
            head = found["head"]
            if wide(result):
                text.insert(0, "ptr %lw.result")
                head = "internal void " if "internal" in head else "void "
            entry = [f"define {head}{found['name']}({', '.join(text)}){found['tail']} {{"]
            loads = []
            for number, (kind, name) in enumerate(params[place:]):
                loads += [f"  %lw.p{number} = getelementptr i8, ptr %lw.rest, i64 {SLOT * number}", f"  {name} = load {kind}, ptr %lw.p{number}, align 8"]
            body, pending = entry, loads
        else:
            body, pending = [line], []
        continue
    if body is None:
        out.append(line)
        continue
    if line == "}":
        body.append(line)
        out += flush(body)
        body = None
        continue
    if pending and not re.match(r"^[\w.]+:", line):
        body += pending
        pending = []
    if result and wide(result) and (ret := re.match(r"^\s*ret (.*)$", line)):
        kind, value = typed(ret[1].split(", !")[0])
        body += [f"  store {kind} {value}, ptr %lw.result, align 8", "  ret void"]
        continue
    call = CALL.match(line)
    if call and call["name"] in changed:
        kinds, kind, kept = changed[call["name"]]
        end = closing(call["rest"])
        arguments = [typed(a) for a in split(call["rest"][:end])]
        serial += 1
        place = len(arguments) if kept is None else kept
        text = [f"{k} {v}" for k, v in arguments[:place]]
        if kept is not None:
            slots.append((f"%lw.rest{serial}", SLOT * (len(arguments) - place)))
            for number, (k, v) in enumerate(arguments[place:]):
                body += [f"  %lw.a{serial}.{number} = getelementptr i8, ptr %lw.rest{serial}, i64 {SLOT * number}", f"  store {k} {v}, ptr %lw.a{serial}.{number}, align 8"]
            text.append(f"ptr %lw.rest{serial}")
        convention = "fastcc " if "fastcc" in call["head"] else ""
        if wide(kind):
            slots.append((f"%lw.result{serial}", 32))
            body.append(f"  call {convention}void {call['name']}({', '.join([f'ptr %lw.result{serial}'] + text)})")
            if call["out"]:
                body.append(f"  {call['out']} = load {kind}, ptr %lw.result{serial}, align 8")
        else:
            out_text = f"{call['out']} = " if call["out"] else ""
            body.append(f"  {out_text}call {convention}{kind} {call['name']}({', '.join(text)})")
        continue
    body.append(line)

text = "\n".join(out)
for name in changed:
    uses = len(re.findall(re.escape(name) + r"(?![\w.$])", text))
    calls = len(re.findall(r"(?:call|define) [^@]*" + re.escape(name) + r"\(", text))
    if uses != calls:
        sys.exit(f"{name} is used otherwise than by a call")
open(sys.argv[2], "w").write(text)
