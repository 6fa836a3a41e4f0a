package pdf

import (
	"strconv"
	"strings"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// writeLabels makes readers show the printed page numbers (ISO 32000-1 12.4.2).
func (f *finisher) writeLabels() {
	var nums object.Array
	var last label
	for i, text := range f.sheetLabels() {
		l := parseLabel(text)
		if i > 0 && l.style != "" && l.style == last.style && l.number == last.number+1 {
			last = l
			continue
		}
		d := object.D()
		if l.style == "" {
			d.Set("P", object.Text(text))
		} else {
			d.Set("S", object.Name(l.style))
			if l.number != 1 {
				d.Set("St", object.Int(l.number))
			}
		}
		nums = append(nums, object.Int(i), d)
		last = l
	}
	f.Catalog.Set("PageLabels", object.D("Nums", nums))
}

// sheetLabels returns the labels of the file's pages; those of a booklet name
// both pages of a sheet.
func (p *plan) sheetLabels() []string {
	pages := pageLabels(p.doc.Pages)
	labels := make([]string, len(p.sheets))
	for i := range p.sheets {
		for k, at := range p.sheets[i].Places {
			if k > 0 {
				labels[i] += " + "
			}
			labels[i] += pages[at.Page]
		}
	}
	return labels
}

// label is a page label as PDF counts it: style D, r or R, or none for a text
// that is not a number.
type label struct {
	style  string
	number int
}

func parseLabel(s string) label {
	if n, err := strconv.Atoi(s); err == nil && n > 0 && strconv.Itoa(n) == s {
		return label{"D", n}
	}
	for n := 1; n < 1000 && len(s) <= len("dccclxxxviii"); n++ {
		if r := roman(n); r == s {
			return label{"r", n}
		} else if strings.ToUpper(r) == s {
			return label{"R", n}
		}
	}
	return label{}
}

// pageLabels returns the label of each page: what is printed on it; for pages
// without a number, the one they would have in their sequence, in the front
// matter a small roman one. An invented label never repeats a printed one.
func pageLabels(pages []frame.Page) []string {
	printed := make(map[string]bool, len(pages))
	for i := range pages {
		if l := pages[i].Label; l != "" {
			printed[l] = true
		}
	}
	labels := make([]string, len(pages))
	body := 0
	for i := range pages {
		page := &pages[i]
		if !page.Front {
			body++
			if l := parseLabel(page.Label); l.style == "D" {
				body = l.number
			}
		}
		switch {
		case page.Label != "":
			labels[i] = page.Label
			continue
		case page.Front:
			labels[i] = roman(i + 1)
		default:
			labels[i] = strconv.Itoa(body)
		}
		if printed[labels[i]] {
			labels[i] = "+" + strconv.Itoa(i+1) // by position in the file
		}
	}
	return labels
}

// roman writes 1 ≤ n < 4000 in small roman numerals.
func roman(n int) string {
	if n <= 0 || n >= 4000 {
		return strconv.Itoa(n)
	}
	values := [...]int{1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1}
	names := [...]string{"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"}
	var b strings.Builder
	for i, v := range values {
		for ; n >= v; n -= v {
			b.WriteString(names[i])
		}
	}
	return b.String()
}
