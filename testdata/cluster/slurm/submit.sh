#!/bin/bash
# Builds a tree of issues as a Slurm job array and merges the shards; see README.md.
#
#   SHARDS=8 OUT=/archive/out ./submit.sh [FLAG...] PATH...   flags of jianbao batch
#
#   SHARDS     number of shards
#   OUT        a folder on a file system that all nodes share, not below a PATH.
#              parts/ has the tasks' outputs, logs/ their logs, all/ the merged output
#   JIANBAO    the program (default: jianbao in PATH)
#   BAG=1      makes bags of the merged output
#   PARALLEL   limit of tasks running at once (default: none)
#   REQUEUES   how often a task is requeued at its time limit (default 20)
#   WAIT=1     waits for the end and exits with the status of the batch
#
# Set partition, account and time limit with the variables of sbatch:
# SBATCH_PARTITION, SBATCH_ACCOUNT, SBATCH_TIMELIMIT.
set -euo pipefail
: "${SHARDS:?number of shards}" "${OUT:?the folder for the outputs}"
[ $# -gt 0 ] || { sed -n '2,/^set/{/^#/p}' "$0" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT/parts" "$OUT/logs"
OUT=$(cd "$OUT" && pwd)
export SHARDS OUT

array=$(sbatch --parsable --array="1-$SHARDS${PARALLEL:+%$PARALLEL}" --output="$OUT/logs/%A_%a.log" \
  "$here/batch.sbatch" "$@") || exit 3
array=${array%%;*} # the name of the cluster may follow
echo "array $array"

# afterany, not afterok: after status 1 some issues failed, but the others must be
# merged. The merge itself refuses an unfinished shard.
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
