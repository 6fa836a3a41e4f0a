#!/bin/bash
# Sets a tree of issues as an array of Slurm and joins the parts; see README.md.
#
#   SHARDS=8 OUT=/archive/out ./submit.sh [FLAG...] PATH...   flags of jianbao batch
#
#   SHARDS     into how many parts the issues are divided
#   OUT        a folder on a file system that all nodes share, not below a PATH.
#              parts/ holds the tasks' outputs, logs/ what they said, all/ the whole
#   JIANBAO    the program; jianbao in PATH
#   BAG=1      puts the whole into bags
#   PARALLEL   how many tasks run at once; as many as there is room for
#   REQUEUES   how often a task that is out of time is queued again; 20
#   WAIT=1     waits for the end, and exits with the status of the whole
#
# Partition, account and time limit are told to sbatch by its own variables:
# SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT.
set -euo pipefail
: "${SHARDS:?how many parts there are}" "${OUT:?the folder for the outputs}"
[ $# -gt 0 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT/parts" "$OUT/logs"
OUT=$(cd "$OUT" && pwd)
export SHARDS OUT

array=$(sbatch --parsable --array="1-$SHARDS${PARALLEL:+%$PARALLEL}" --output="$OUT/logs/%A_%a.log" \
  "$here/batch.sbatch" "$@") || exit 3
array=${array%%;*} # the name of the cluster may follow
echo "array $array"

# afterany and not afterok: status 1 of a task says that issues failed, which is no
# reason to leave the others lying in parts. A part that was not finished is refused
# by the merge itself.
bag=()
[ -z "${BAG:-}" ] || bag=(--bag)
wait=()
[ -z "${WAIT:-}" ] || wait=(--wait)
status=0
merge=$(sbatch --parsable "${wait[@]}" --dependency="afterany:$array" --output="$OUT/logs/%j-merge.log" \
  "$here/merge.sbatch" "${bag[@]}") || status=$?
[ -n "$merge" ] || exit 3 # sbatch's own 1 is not that of the whole
echo "merge ${merge%%;*}"
exit $status
