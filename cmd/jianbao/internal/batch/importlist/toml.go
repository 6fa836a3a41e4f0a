package importlist

import (
	"fmt"
	"strconv"
	"strings"
)

// manifestOf returns the manifest of an issue; below holds the paths of its
// files relative to the manifest's folder, in order.
func manifestOf(i *issue, below []string) []byte {
	var b strings.Builder
	b.WriteString("schema = 1\n\n[publication]\ntitle = " + quote(i.title) + "\n\n[issue]\n")
	number := i.number
	if !i.whole {
		number = quote(number)
	}
	fmt.Fprintf(&b, "year   = %d\nnumber = %s\ndate   = %s\n", i.year, number, i.date)
	if i.record != "" {
		b.WriteString("\n[archive]\nrecord = " + quote(i.record) + "\n")
	}
	n := 0
	for _, s := range i.sections {
		b.WriteString("\n[[section]]\ntitle = " + quote(s.title) + "\n")
		for _, a := range s.articles {
			b.WriteString("\n[[section.article]]\ntitle  = " + quote(a.title) + "\nfile   = " + quote(below[n]) + "\n")
			if a.source != "" {
				b.WriteString("source = " + quote(a.source) + "\n")
			}
			n++
		}
	}
	return []byte(b.String())
}

// quote returns a basic string of TOML.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < ' ' || r == 0x7F:
			b.WriteString(`\u00` + strings.ToUpper(strconv.FormatInt(int64(r)+0x100, 16)[1:]))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
