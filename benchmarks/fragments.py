"""How well single paragraphs of targets are read: the invented ones of tests/imports/fragments.

python -m benchmarks.fragments [seen|unseen|aside]
"""

import sys

from tests.imports.fragments import fragments, read_targets


def main() -> None:
    for name in sys.argv[1:] or ["seen", "unseen", "aside"]:
        right = found = expected = 0
        for fragment in fragments(name):
            got, want = read_targets(fragment), list(fragment.expected)
            right += sum(one in got for one in want)
            found, expected = found + len(got), expected + len(want)
            print("".join(f"  {fragment.name}: missing {one}\n" for one in want if one not in got), end="")
            print("".join(f"  {fragment.name}: too many {one}\n" for one in got if one not in want), end="")
        shares = f"recall {right / expected:.1%}, precision {right / max(found, 1):.1%}"
        print(f"{name}: {right} of {expected} right, {found} found: {shares}")


if __name__ == "__main__":
    main()
