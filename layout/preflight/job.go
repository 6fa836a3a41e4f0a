package preflight

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/layout/frame"
	"jianbao/layout/icc"
	"jianbao/layout/pdf"
)

// pages checks the number of pages and their size.
func (c *checker) pages() {
	n := len(c.Doc.Pages)
	if (c.Saddle || c.Options.Booklet != nil) && n%4 != 0 {
		f := Finding{Page: -1, Value: strconv.Itoa(n), Limit: strconv.Itoa((n + 3) / 4 * 4)}
		c.add(f, "preflight-binding", diag.Span{}, n)
	}
	if len(c.Added) > 0 {
		var at []string
		for _, i := range c.Added {
			at = append(at, strconv.Itoa(i+1))
		}
		f := Finding{Page: -1, Value: strconv.Itoa(len(at))}
		c.add(f, "preflight-blanks", diag.Span{}, len(at), at, n)
	}
	for i := range c.Doc.Pages {
		p, first := &c.Doc.Pages[i], &c.Doc.Pages[0]
		if p.Width == first.Width && p.Height == first.Height {
			continue
		}
		size := func(p *frame.Page) string { return mm(p.Width) + " × " + mm(p.Height) }
		f := Finding{Page: i, Value: size(p) + " mm", Limit: size(first) + " mm"}
		c.add(f, "preflight-trim", diag.Span{}, c.page(i), size(p), size(first))
		break // the other pages most likely have the same size
	}
}

// inkUse is an ink with the place of its first use.
type inkUse struct {
	ink  *frame.Ink
	page int
	at   diag.Span
}

// inks returns the inks of the document except black, in the order of their
// first use.
func (c *checker) inks() []inkUse {
	var list []inkUse
	seen := map[*frame.Ink]bool{}
	note := func(k *frame.Ink, page int, at diag.Span) {
		if k != nil && !seen[k] {
			seen[k] = true
			list = append(list, inkUse{k, page, at})
		}
	}
	for i := range c.Doc.Pages {
		for _, item := range c.Doc.Pages[i].Items {
			switch v := item.(type) {
			case *frame.Line:
				note(v.Ink, i, v.Place)
			case *frame.Rule:
				note(v.Ink, i, diag.Span{})
			case *frame.Tint:
				note(v.Ink, i, diag.Span{})
			}
		}
	}
	return list
}

// neutral reports whether an ink is a shade of black, which needs only the black
// plate.
func neutral(k *frame.Ink) bool { return k.CMYK[0]+k.CMYK[1]+k.CMYK[2] == 0 }

func (c *checker) spot() bool {
	return c.Options.Inks == pdf.KSpot || c.Options.Inks == pdf.CMYKSpot
}

// plateNames checks the names of spot plates: a name must stand for one ink in
// the whole file (ISO 15930-7 6.4).
func (c *checker) plateNames() {
	if !c.spot() {
		return
	}
	plates := map[string]*frame.Ink{}
	for _, u := range c.inks() {
		name := u.ink.Name
		if neutral(u.ink) {
			continue
		}
		printable := func(r rune) bool { return r > ' ' && r < 0x7F || r == ' ' }
		if name == "" || len(name) > 64 || strings.ContainsFunc(name, func(r rune) bool { return !printable(r) }) {
			c.add(Finding{Page: u.page, Object: name}, "preflight-plate-name", u.at, name)
		}
		if other := plates[name]; other != nil && other.CMYK != u.ink.CMYK {
			c.add(Finding{Page: u.page, Object: name}, "preflight-plate-shared", u.at, name)
		}
		plates[name] = u.ink
	}
}

// process returns the plates of process printing, with their names in PDF.
func process() []string { return []string{"Black", "Cyan", "Magenta", "Yellow"} }

// declared returns the plates that were ordered, in the order of printing: the
// process inks, the red of the theme, and those that the manifest names.
func (c *checker) declared() []string {
	list := process()[:1]
	if c.Options.Inks == pdf.CMYK || c.Options.Inks == pdf.CMYKSpot {
		list = process()
	}
	if c.spot() {
		if red := c.Theme.Ink("red"); red != nil {
			list = append(list, red.Plate)
		}
		for _, p := range c.Issue.Print.Plates {
			if !slices.Contains(list, p.Value) {
				list = append(list, p.Value)
			}
		}
	}
	return list
}

// plates reports plates that were not ordered. Each adds the cost of a plate and
// of a press run.
func (c *checker) plates() {
	if c.Result == nil {
		return
	}
	declared := c.declared()
	inks := c.inks()
	for _, plate := range c.Result.Plates {
		if slices.Contains(declared, plate) {
			continue
		}
		f, at := Finding{Page: -1, Object: plate, Limit: strings.Join(declared, ", ")}, diag.Span{}
		where := diag.Term{ZH: "文件", EN: "the file"}
		if i := slices.IndexFunc(inks, func(u inkUse) bool { return u.ink.Name == plate }); i >= 0 {
			f.Page, at, where = inks[i].page, inks[i].at, c.page(inks[i].page)
		}
		c.add(f, "preflight-plate", at, plate, where, declared)
	}
}

// inkLimit returns the greatest total of inks allowed in one place, in percent;
// 0: no limit is known.
func (c *checker) inkLimit() int {
	switch {
	case c.limits.Ink > 0:
		return c.limits.Ink
	case c.Options.Condition != nil:
		return c.Options.Condition.TotalInk
	}
	if bundled := icc.Bundled(); bundled != nil {
		return bundled.TotalInk
	}
	return 0
}

// mixtures reports inks of the theme that exceed the limit when they are printed
// as a mixture of process inks.
func (c *checker) mixtures() {
	limit := c.inkLimit()
	if c.Options.Inks != pdf.CMYK || limit == 0 {
		return
	}
	for _, u := range c.inks() {
		sum := 0
		for _, v := range u.ink.CMYK {
			sum += int(v)
		}
		if total := (sum + 9) / 10; total > limit {
			f := Finding{Page: u.page, Object: u.ink.Name, Value: percent(total), Limit: percent(limit)}
			c.add(f, "preflight-ink-mixed", u.at, u.ink.Name, total, limit)
		}
	}
}

// record checks the metadata that archives require: the record number (DA/T 13)
// and, if an old issue was typeset again, the day on which that was done.
func (c *checker) record() {
	m, given := &c.Doc.Meta, &c.Issue.Archive.Record
	whole := Finding{Page: -1}
	place := given.Place.At(0, len(given.Value))
	switch {
	case m.Record == "":
		c.add(whole, "preflight-record", diag.Span{})
	case strings.ContainsFunc(m.Record, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		f := whole
		f.Object = m.Record
		c.add(f, "preflight-record-form", place, m.Record)
	}
	created, produced := content.Date(m.Created), content.Date(m.Produced)
	switch {
	case m.Reset && produced == (content.Date{}):
		c.add(whole, "preflight-produced", diag.Span{})
	case m.Reset && produced.Compare(created) < 0:
		f := whole
		f.Value, f.Limit = produced.ISO(), created.ISO()
		c.add(f, "preflight-produced-early", diag.Span{}, f.Value, f.Limit)
	}
}
