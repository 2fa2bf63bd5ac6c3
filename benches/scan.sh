#!/usr/bin/env bash
# What scanning costs beside inflating: `shirube scan` against `libdeflate-gunzip -c` (Debian: libdeflate-tools) on the same file,
# process against process, output to /dev/null, interleaved, the minimum of the runs. Prints a table, and whether each limit holds.
#
#   benches/scan.sh FILE.xml.gz [RUNS]       SHIRUBE=target/release/shirube by default
set -euo pipefail
file=${1:?usage: benches/scan.sh FILE.xml.gz [RUNS]}
runs=${2:-5}
shirube=${SHIRUBE:-$(dirname "$0")/../target/release/shirube}
command -v libdeflate-gunzip >/dev/null || { echo "needs libdeflate-gunzip: apt-get install libdeflate-tools" >&2; exit 1; }
[ -x "$shirube" ] || { echo "needs $shirube: cargo build --release -p cli" >&2; exit 1; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for copy in 1 2 3 4; do cp "$file" "$folder/pubmed26n000$copy.xml.gz"; done
one="$folder/pubmed26n0001.xml.gz"

milliseconds() { # command … → its time in milliseconds
    local start end
    start=$(date +%s%N)
    "$@" >/dev/null 2>&1
    end=$(date +%s%N)
    echo $(((end - start) / 1000000))
}
gunzip_one() { libdeflate-gunzip -c "$one"; }
gunzip_four() { for copy in 1 2 3 4; do libdeflate-gunzip -c "$folder/pubmed26n000$copy.xml.gz"; done; }
gunzip_four_by_two() {
    { libdeflate-gunzip -c "$folder/pubmed26n0001.xml.gz" && libdeflate-gunzip -c "$folder/pubmed26n0003.xml.gz"; } &
    { libdeflate-gunzip -c "$folder/pubmed26n0002.xml.gz" && libdeflate-gunzip -c "$folder/pubmed26n0004.xml.gz"; } &
    wait
}
scan() { "$shirube" scan --threads "$1" --schemes "$2" "${@:3}"; }

declare -A least
measure() { # name command …
    local name=$1 time
    shift
    time=$(milliseconds "$@")
    if [ -z "${least[$name]:-}" ] || [ "$time" -lt "${least[$name]}" ]; then least[$name]=$time; fi
}
for _ in $(seq "$runs"); do
    measure gunzip gunzip_one
    measure plan scan 1 plan "$one"
    measure all scan 1 all "$one"
    measure gunzip4 gunzip_four
    measure gunzip4by2 gunzip_four_by_two
    measure plan4 scan 1 plan "$folder"/*.gz
    measure plan4by2 scan 2 plan "$folder"/*.gz
done

awk -v gunzip="${least[gunzip]}" -v plan="${least[plan]}" -v all="${least[all]}" \
    -v one="${least[gunzip4]}" -v two="${least[gunzip4by2]}" -v scan_one="${least[plan4]}" -v scan_two="${least[plan4by2]}" 'BEGIN {
    printf "libdeflate-gunzip -c                %5d ms\n", gunzip
    printf "scan --threads 1 --schemes plan     %5d ms  %.2f times (limit 2.0: %s)\n", plan, plan / gunzip, (plan <= 2 * gunzip) ? "holds" : "does not hold"
    printf "scan --threads 1 --schemes all      %5d ms  %.2f times (limit 3.0: %s)\n", all, all / gunzip, (all <= 3 * gunzip) ? "holds" : "does not hold"
    gain = one / two
    ours = scan_one / scan_two
    printf "four files, one after the other     gunzip %d ms, scan %d ms\n", one, scan_one
    printf "four files, two at once             gunzip %d ms, scan %d ms\n", two, scan_two
    printf "two at once gain                    gunzip %.2f, scan %.2f: %.2f of it (limit 0.9: %s)\n", gain, ours, ours / gain, (ours >= 0.9 * gain) ? "holds" : "does not hold"
}'
