package main

import (
	"slices"
	"testing"

	"jianbao/cmd/jianbao/internal/cli"
	"jianbao/cmd/jianbao/internal/schema"
	"jianbao/layout/edition"
)

// TestCommands: the program has the commands of the table, and the tables use the
// values that the rest of the program accepts.
func TestCommands(t *testing.T) {
	var names []string
	for _, c := range commands() {
		names = append(names, c.name)
	}
	if want := cli.Names(); !slices.Equal(names, want) {
		t.Errorf("%v, the table has %v", names, want)
	}
	for flag, want := range map[string][]string{"profile": edition.ProfileNames(), "inks": edition.InkNames()} {
		for _, command := range []string{"build", "preflight", "batch"} {
			if f := cli.Find(command).Flag(flag); f != nil && !slices.Equal(f.Values, want) {
				t.Errorf("%s %s: %v, want %v", command, f.Dashed(), f.Values, want)
			}
		}
	}
	if got, want := cli.Find("schema").Operands[0].Values, schema.Names(); !slices.Equal(got, want) {
		t.Errorf("schema: %v, want %v", got, want)
	}
}
