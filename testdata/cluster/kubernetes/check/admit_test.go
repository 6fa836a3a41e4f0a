package cluster

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const folder = ".."

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestAdmitted: a server accepts every file of the folder.
func TestAdmitted(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil || len(names) != 3 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		objects, err := Admit([]byte(read(t, filepath.Base(name))))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		t.Logf("%s: %d objects", name, len(objects))
	}
}

// TestRefused: files made wrong on purpose are rejected, each with the server's message.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"batch.yaml", "completions: 8", "completion: 8", `unknown field "spec.completion"`},
		{"batch.yaml", "completions: 8", "completions: eight", "completions"},
		{"batch.yaml", "completions: 8", "completions: 8\n  completions: 9", `"completions" already set`},
		{"batch.yaml", "  completions: 8.*\n", "", "spec.completions: Required value"},
		{"batch.yaml", "batch/v1", "batch/v2", "no kind"},
		{"batch.yaml", "completionMode: Indexed", "completionMode: NonIndexed", "spec.backoffLimitPerIndex: Invalid value"},
		{"batch.yaml", "  backoffLimitPerIndex: 5\n", "", `rules\[1\].action: Unsupported value|backoffLimitPerIndex`},
		{"batch.yaml", "FailIndex", "FailIndexes", `rules\[1\].action: Unsupported value`},
		{"batch.yaml", `containerName: batch, operator: In, values: \[1\]`, "containerName: batches, operator: In, values: [1]", `rules\[1\].onExitCodes.containerName: Invalid value`},
		{"batch.yaml", `values: \[1\]`, "values: [0]", "must not be 0"},
		{"batch.yaml", `values: \[1\]`, "values: []", `rules\[1\].onExitCodes.values: Invalid value`},
		{"batch.yaml", "restartPolicy: Never", "restartPolicy: OnFailure", "spec.template.spec.restartPolicy: Invalid value"},
		{"batch.yaml", "podReplacementPolicy: Failed", "podReplacementPolicy: TerminatingOrFailed", "podReplacementPolicy: Unsupported value"},
		{"batch.yaml", "limits: {memory: 2560Mi}", "limits: {memory: 2560MiB}", "quantities must match"},
		{"batch.yaml", "limits: {memory: 2560Mi}", "limits: {memory: 1Gi}", "must be less than or equal to memory limit"},
		{"batch.yaml", "- {name: bulletins, mountPath", "- {name: bulletin, mountPath", `volumeMounts\[1\].name: Not found`},
		{"batch.yaml", "mountPath: /back-issues", "mountPath: /bulletins", "must be unique"},
		{"batch.yaml", "runAsNonRoot: true", "runAsNonRoot: false", "pod security: .*runAsNonRoot"},
		{"batch.yaml", `drop: \[ALL\]`, "drop: [CHOWN]", "pod security: .*capabilities"},
		{"batch.yaml", "            allowPrivilegeEscalation: false\n", "", "pod security: .*allowPrivilegeEscalation"},
		{"merge.yaml", "RuntimeDefault", "Unconfined", "pod security: .*seccompProfile"},
		{"merge.yaml", "name: jianbao-merge", "name: jianbao_merge", "metadata.name: Invalid value"},
		{"merge.yaml", "action: FailJob", "action: FailIndex", `rules\[0\].action`},
		{"volumes.yaml", `accessModes: \[ReadWriteMany\]`, "accessModes: [ReadWriteAll]", "document 2: .*accessModes: Unsupported value"},
		{"volumes.yaml", "storage: 50Gi", "store: 50Gi", "document 1: .*storage"},
	} {
		good := read(t, c.file)
		old := regexp.MustCompile(c.old)
		if !old.MatchString(good) {
			t.Errorf("%s has no %q", c.file, c.old)
			continue
		}
		_, err := Admit([]byte(old.ReplaceAllLiteralString(good, c.new)))
		if err == nil {
			t.Errorf("%s with %q was admitted", c.file, c.new)
		} else if said := strings.ReplaceAll(err.Error(), "\n", " "); !regexp.MustCompile(c.want).MatchString(said) {
			t.Errorf("%s with %q: %s", c.file, c.new, said)
		}
	}
}
