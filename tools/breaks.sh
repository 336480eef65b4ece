#!/bin/sh
# Breaks one guarantee after the other in a copy of the sources and looks whether the suite turns red.
# Each tests/breaks/*.patch says in its first line what it breaks, and in its second which project and tests must fail.
# Called by ./test --breaks [PART OF A NAME]; ends with "N turned red, N stayed green".
set -u

here=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
wanted=${1:-}
place=$(mktemp -d "${TMPDIR:-/tmp}/cartulaire-breaks.XXXXXX") || exit 70
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
copy=$place/copy
mkdir "$copy" || exit 70
# Samples lie beside the sources.
[ -d "$here/../shared" ] && ln -s "$here/../shared" "$place/shared"
cd "$here" && git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- --create --file=- --ignore-failed-read | tar --extract --file=- --directory="$copy" || exit 70
cd "$copy" || exit 70

build() { dotnet build "tests/Cartulaire.Tests.$1" -c Debug --no-restore -v:quiet -nologo -p:RunAnalyzers=false >build.log 2>&1; }
run() { "artifacts/bin/Cartulaire.Tests.$1/debug/Cartulaire.Tests.$1" -method "$2" >run.log 2>&1; }
project() { sed -n '2s/^Tests: \([^ ]*\) .*/\1/p' "$1"; }
tests() { sed -n '2s/^Tests: [^ ]* //p' "$1"; }

dotnet restore Cartulaire.slnx --locked-mode -v:quiet || exit 70
for part in Unit Integration EInvoicing; do
    build "$part" || { cat build.log; exit 70; }
done

red=0
green=0
kept() {
    echo "$1: $name ($(head -n 1 "$patch"))"
    green=$((green + 1))
}

# All must be green first: a test that always fails finds nothing.
sound=
for patch in tests/breaks/*"$wanted"*.patch; do
    name=$(basename "$patch" .patch)
    if run "$(project "$patch")" "$(tests "$patch")" && ! grep -q 'Total: 0,' run.log; then
        sound="$sound $patch"
    else
        kept "not green without the break"
        tail -n 20 run.log
    fi
done

for patch in $sound; do
    name=$(basename "$patch" .patch)
    if ! git apply "$patch" || ! build "$(project "$patch")"; then
        kept "does not apply or compile"
        tail -n 5 build.log
    elif run "$(project "$patch")" "$(tests "$patch")"; then
        kept "stayed green"
    else
        echo "turned red: $name: $(sed -n 's/.*\.\([A-Za-z_0-9]*\)[^.]*\[FAIL\].*/\1/p' run.log | sort -u | tr '\n' ' ')"
        red=$((red + 1))
    fi

    git apply --reverse "$patch" 2>/dev/null
done

printf '%d turned red, %d stayed green\n' "$red" "$green"
[ "$green" -eq 0 ] && [ "$red" -gt 0 ]
