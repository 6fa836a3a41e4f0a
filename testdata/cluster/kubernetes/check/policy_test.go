package cluster

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// endings reads what becomes of each index, attempt by attempt: "1:3,0 4:143d,0".
// The last one repeats itself; d is a disruption. Of other indexes all is well.
func endings(t *testing.T, text string) func(context.Context, *corev1.Pod, int, int) ending {
	t.Helper()
	plan := map[int][]ending{}
	for _, of := range strings.Fields(text) {
		index, list, _ := strings.Cut(of, ":")
		i, err := strconv.Atoi(index)
		if err != nil {
			t.Fatal(err)
		}
		for e := range strings.SplitSeq(list, ",") {
			status, disrupted := strings.CutSuffix(e, "d")
			n, err := strconv.Atoi(status)
			if err != nil {
				t.Fatal(err)
			}
			plan[i] = append(plan[i], ending{int32(n), disrupted})
		}
	}
	return func(_ context.Context, _ *corev1.Pod, index, attempt int) ending {
		list := plan[index]
		if len(list) == 0 {
			return ending{}
		}
		return list[min(attempt, len(list)-1)]
	}
}

// TestBatchPolicy: what the Job controller makes of exit statuses.
func TestBatchPolicy(t *testing.T) {
	for _, c := range []struct {
		name, endings     string
		outcome           string
		completed, failed string // indexes
		attempts          map[int]int
	}{
		{"all is well", "", "Complete", "0-7", "", nil},
		{"issues failed: not again, and the others go on", "1:1 6:1", "Failed FailedIndexes", "0,2-5,7", "1,6", map[int]int{1: 1, 6: 1}},
		{"the system failed, was killed, was stopped: again", "2:3,0 3:137,143,0 4:130,0", "Complete", "0-7", "", map[int]int{2: 2, 3: 3, 4: 2}},
		{"the system fails to the end: the others are done", "0:3", "Failed FailedIndexes", "1-7", "0", map[int]int{0: 6}},
		{"again, and then issues failed", "5:3,137,1", "Failed FailedIndexes", "0-4,6,7", "5", map[int]int{5: 3}},
		{"disruptions do not count", "7:143d,143d,137d,143d,137d,143d,0", "Complete", "0-7", "", map[int]int{7: 7}},
		{"issues failed as the node was drained", "7:1d", "Failed FailedIndexes", "0-6", "7", map[int]int{7: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			j, attempts := runJob(t, jobOf(t, "batch.yaml"), endings(t, c.endings))
			expect(t, "outcome", outcome(j), c.outcome)
			failed := ""
			if j.Status.FailedIndexes != nil {
				failed = *j.Status.FailedIndexes
			}
			if j.Status.CompletedIndexes != c.completed || failed != c.failed {
				t.Errorf("completed %q, failed %q; want %q, %q", j.Status.CompletedIndexes, failed, c.completed, c.failed)
			}
			want := map[int]int{}
			for i := range 8 {
				want[i] = max(1, c.attempts[i])
			}
			if !maps.Equal(attempts, want) {
				t.Errorf("pods for each index: %v, want %v", attempts, want)
			}
		})
	}
}

// TestBatchWrongCall: one status 2 ends the Job, with pods that run and indexes that
// have not begun.
func TestBatchWrongCall(t *testing.T) {
	stopped := make(chan int, 8)
	j, attempts := runJob(t, jobOf(t, "batch.yaml"), func(ctx context.Context, _ *corev1.Pod, index, _ int) ending {
		if index == 1 {
			return ending{status: 2}
		}
		<-ctx.Done() // until its pod is deleted
		stopped <- index
		return ending{status: 143}
	})
	expect(t, "outcome", outcome(j), "Failed PodFailurePolicy: Container batch for pod default/jianbao-batch-1-")
	if len(attempts) > 4 || attempts[1] != 1 {
		t.Errorf("pods for each index: %v; 4 may run at once", attempts)
	}
	for range len(attempts) - 1 {
		<-stopped
	}
}

// TestMergePolicy: the Job of the merge shows the status of the whole.
func TestMergePolicy(t *testing.T) {
	for _, c := range []struct {
		endings, outcome string
		attempts         int
	}{
		{"0:0", "Complete", 1},
		{"0:1", "Failed PodFailurePolicy: Container merge for pod default/jianbao-merge-1 failed with exit code 1 ", 1},
		{"0:2", "Failed PodFailurePolicy: Container merge for pod default/jianbao-merge-1 failed with exit code 2 ", 1},
		{"0:3,137,143,0", "Complete", 4},
		{"0:137d,143d,137d,143d,137d,143d,0", "Complete", 7},
		{"0:3", "Failed BackoffLimitExceeded", 6},
	} {
		t.Run(fmt.Sprint(c.endings), func(t *testing.T) {
			j, attempts := runJob(t, jobOf(t, "merge.yaml"), endings(t, c.endings))
			expect(t, "outcome", outcome(j), c.outcome)
			if attempts[0] != c.attempts {
				t.Errorf("%d pods, want %d", attempts[0], c.attempts)
			}
		})
	}
}
