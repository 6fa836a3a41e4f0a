package importlist

import (
	"fmt"
	"strings"

	"jianbao/content/strict"
)

// manifestOf returns the manifest of an issue; below holds the paths of its
// files relative to the manifest's folder, in order.
func manifestOf(i *issue, below []string) []byte {
	var b strings.Builder
	b.WriteString("schema = 1\n\n[publication]\ntitle = " + strict.Quote(i.title) + "\n\n[issue]\n")
	number := i.number
	if !i.whole {
		number = strict.Quote(number)
	}
	fmt.Fprintf(&b, "year   = %d\nnumber = %s\ndate   = %s\n", i.year, number, i.date)
	if i.record != "" {
		b.WriteString("\n[archive]\nrecord = " + strict.Quote(i.record) + "\n")
	}
	n := 0
	for _, s := range i.sections {
		b.WriteString("\n[[section]]\ntitle = " + strict.Quote(s.title) + "\n")
		for _, a := range s.articles {
			b.WriteString("\n[[section.article]]\ntitle  = " + strict.Quote(a.title) + "\nfile   = " + strict.Quote(below[n]) + "\n")
			if a.source != "" {
				b.WriteString("source = " + strict.Quote(a.source) + "\n")
			}
			n++
		}
	}
	return []byte(b.String())
}
