package report

import (
	"slices"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
)

func TestDuplicates(t *testing.T) {
	entry := func(key, title string, year int, number string) batch.Entry {
		return batch.Entry{Key: key, Result: batch.Result{Status: batch.OK, Title: title, Year: year, RawNumber: number}}
	}
	entries := []batch.Entry{
		entry("a", "caf\u00e9", 2021, "1"), entry("b", "cafe\u0301 ", 2021, "1"), entry("c", "caf\u00e9", 2022, "1"),
		entry("d", "", 0, ""), entry("e", "", 0, ""), entry("f", "caf\u00e9", 2021, "1"), entry("g", "caf\u00e9", 2021, "1-2"),
	}
	d := Duplicates{Lang: "en"}
	for i := range entries {
		d.Add(&entries[i])
	}
	var marked []string
	for i := range entries {
		d.Mark(&entries[i])
		if r := &entries[i].Result; r.Status == batch.Warning && r.Warnings == 1 && len(r.Findings) == 1 {
			marked = append(marked, entries[i].Key)
		}
	}
	if want := []string{"b", "f"}; !slices.Equal(marked, want) {
		t.Errorf("marked %q, want %q", marked, want)
	}
}
