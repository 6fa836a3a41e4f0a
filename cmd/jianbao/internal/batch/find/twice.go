package find

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch"
)

// Twice says that an entry has the title, year and number of an earlier one.
type Twice struct{ Entry, First int }

// Duplicates returns the issues that have the same title, year and number, as
// their manifests give them: one was probably copied from the other. Entries
// without all three, which failed, are passed over.
func Duplicates(entries []batch.Entry) []Twice {
	type identity struct {
		title, number string
		year          int
	}
	var twice []Twice
	first := map[identity]int{}
	for i := range entries {
		r := &entries[i].Result
		id := identity{normal(r.Title), normal(r.RawNumber), r.Year}
		if id.title == "" || id.number == "" || id.year == 0 {
			continue
		}
		if k, ok := first[id]; ok {
			twice = append(twice, Twice{i, k})
			continue
		}
		first[id] = i
	}
	return twice
}

func normal(s string) string { return norm.NFC.String(strings.TrimSpace(s)) }
