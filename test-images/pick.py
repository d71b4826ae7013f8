#!/usr/bin/env python3
"""pick.py TEXT SEED NAME: some logical volumes of a metadata text, with all that they are made of, as a
group called NAME under other names and UUIDs. Takes texts of one statement a line, as lvm2 keeps on disk."""
import random, re, string, sys


def sections(lines):
    """Splits lines into what stands before the logical volumes, each of these, and what stands behind."""
    before, volumes, after, volume, depth = [], {}, [], None, 0
    inside = False
    for line in lines:
        if inside and depth == 2 and line.endswith("{"):
            volume = line[:-1].strip()
            volumes[volume] = []
        if inside and volume:
            volumes[volume].append(line)
        elif not inside:
            (after if volumes else before).append(line)
        depth += line.endswith("{") - (line == "}")
        if line == "logical_volumes {":
            inside = True
        elif inside and depth == 2:
            volume = None
        elif inside and depth == 1:
            inside = False
    return before, volumes, after


def with_parts(name, parts):
    """The volume and, again and again, those it names."""
    found, todo = set(), [name]
    while todo:
        volume = todo.pop()
        if volume not in found:
            found.add(volume)
            todo += parts[volume]
    return found


def of(before):
    """The group that a text is of."""
    return next(line[:-2] for line in before if line.endswith("{"))


def renamed(line, new):
    return re.sub(r'"([^"]+)"', lambda word: '"%s"' % new.get(word[1], word[1]), line)


def uuid(chance):
    text = "".join(chance.choices(string.digits + string.ascii_letters, k=32))
    return "-".join([text[:6], *(text[i : i + 4] for i in range(6, 26, 4)), text[26:]])


def main(path, seed, group):
    chance = random.Random(int(seed))
    lines = [line.strip() for line in open(path)]
    before, volumes, _ = sections([line for line in lines if line])
    parts = {
        name: {word for word in re.findall(r'"([^"]+)"', "\n".join(text)) if word in volumes} - {name}
        for name, text in volumes.items()
    }
    whole = sorted(set(volumes) - set().union(*parts.values()))
    picked = set()
    for name in chance.sample(whole, chance.randint(1, min(12, len(whole)))):
        picked |= with_parts(name, parts)
    prefix = chance.choice(["x", "Root.", "_a+", "long" * 10])
    new = {name: name if "pmspare" in name else prefix + name for name in picked}

    out = ["\n".join(before).replace("\n%s {" % of(before), "\n%s {" % group)]
    for name in volumes:
        if name in picked:
            out.append(new[name] + " {")
            out += [renamed(line, new) for line in volumes[name][1:]]
    text = "\n".join([*out, "}", "}"])
    print(re.sub(r'(?m)^id = ".*"', lambda _: 'id = "%s"' % uuid(chance), text))


main(*sys.argv[1:])
