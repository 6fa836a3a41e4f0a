package name

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"jianbao/content/key"
	"jianbao/content/manifest"
)

// TestFieldsAreKeys checks that the names of keys that are read before a manifest
// is decoded exist.
func TestFieldsAreKeys(t *testing.T) {
	source, err := os.ReadFile("fields.go")
	if err != nil {
		t.Fatal(err)
	}
	known := key.Names(manifest.Keys())
	found := regexp.MustCompile(`value\(t, "([^"]+)", "([^"]+)"\)`).FindAllSubmatch(source, -1)
	if len(found) < 5 {
		t.Fatalf("only %d keys are read: the test looks for something else", len(found))
	}
	for _, m := range found {
		if name := string(m[1]) + "." + string(m[2]); !slices.Contains(known, name) {
			t.Errorf("%s is not a key of a manifest", name)
		}
	}
}
