package layout

import (
	"strconv"
	"strings"

	"jianbao/content"
	"jianbao/layout/inline"
	"jianbao/layout/page"
	"jianbao/layout/theme"
)

// fill returns the runs of a form of cover or imprint, with the manifest's values
// for its placeholders. Texts of the manifest keep their place in the source.
// Where a value is missing, the form's alternative applies; if it has none, or
// lacks a value as well, fill returns nil.
func (c *composer) fill(form theme.Form, font *inline.Font) []inline.Run {
	if form = c.alternative(form); form == "" {
		return nil
	}
	return c.fillPart(form, c.newYears(form), font)
}

// alternative returns the alternative of a form whose values the issue has; empty if it has
// those of none.
func (c *composer) alternative(form theme.Form) theme.Form {
	full, short, _ := strings.Cut(string(form), theme.Alternative)
	for _, alternative := range []theme.Form{theme.Form(full), theme.Form(short)} {
		if c.has(alternative) {
			return alternative
		}
	}
	return ""
}

// has reports whether the issue has all values that a form prints.
func (c *composer) has(form theme.Form) bool {
	for part := range form.Parts() {
		if part.Name != "" && c.missing(part.Name) {
			return false
		}
	}
	return form != ""
}

func (c *composer) missing(name string) bool {
	n, pub := &c.issue.Number, &c.issue.Publication
	switch name {
	case "issuer":
		for _, t := range pub.Issuer {
			if t.Value != "" {
				return false
			}
		}
		return true
	case "label":
		return n.Label.Value == ""
	case "serial":
		return n.Serial.Value == ""
	case "total":
		return n.Total.Value == ""
	case "issue":
		return c.issueNumber() == ""
	}
	return false
}

// fillPart returns the runs of a form, or of one side of a form, whose values are
// all present.
func (c *composer) fillPart(form theme.Form, years *years, font *inline.Font) []inline.Run {
	n, pub := &c.issue.Number, &c.issue.Publication
	return page.Form(nil, form, font, func(runs []inline.Run, name string) []inline.Run {
		plain := func(s string) []inline.Run { return append(runs, inline.Run{Text: s, Font: font}) }
		switch name {
		case "title":
			return page.Text(runs, pub.Title, font)
		case "issuer":
			return issuers(runs, pub.Issuer, font)
		case "label":
			return page.Text(runs, page.Beside(form, name, n.Label), font)
		case "serial":
			return page.Text(runs, page.Beside(form, name, n.Serial), font)
		case "number":
			return page.Text(runs, n.Issue, font)
		case "total":
			return page.Text(runs, totalIn(form, n.Total), font)
		case "issue":
			return plain(c.issueNumber())
		case "year":
			return plain(strconv.Itoa(years.next()))
		case "issue-year":
			return plain(strconv.Itoa(n.Year))
		case "date-year":
			return plain(strconv.Itoa(n.Date.Year))
		case "month":
			return plain(strconv.Itoa(n.Date.Month))
		default: // day
			return plain(strconv.Itoa(n.Date.Day))
		}
	})
}

// issuers appends the issuing offices, one line each.
func issuers(runs []inline.Run, offices []content.Text, font *inline.Font) []inline.Run {
	first := true
	for _, t := range offices {
		if t.Value == "" {
			continue
		}
		if !first {
			runs[len(runs)-1].Break = true
		}
		runs, first = page.Text(runs, t, font), false
	}
	return runs
}

// years holds the year that each {year} of a form stands for, in order.
type years struct{ list []int }

// next returns the next year.
func (y *years) next() int {
	year := y.list[0]
	y.list = y.list[1:]
	return year
}

// newYears returns the years that the {year} of a form stand for.
func (c *composer) newYears(form theme.Form) *years {
	y := &years{}
	for _, date := range form.DateYears() {
		if date {
			y.list = append(y.list, c.issue.Number.Date.Year)
		} else {
			y.list = append(y.list, c.issue.Number.Year)
		}
	}
	return y
}

// NumberYears returns the keys of the forms that print the year of the date beside the
// number of the issue, whose year it is not.
func NumberYears(issue *content.Issue, th *theme.Theme) (keys []string) {
	c := &composer{issue: issue, th: th}
	differ := func(c *composer) bool {
		n := &c.issue.Number
		return n.Year != n.Date.Year && n.Year > 0 && n.Date.Year > 0 // those that are wrong are 0
	}
	elements := func(group string, cover *theme.Cover) {
		for _, name := range theme.CoverParts() {
			part := cover.Parts[name]
			if part != nil && part.Show && differ(c) && c.alternative(part.Form).NumberYear() {
				keys = append(keys, group+"."+name+".form")
			}
		}
	}
	imprint := c
	switch {
	case c.official():
		imprint = c.issuing()
	case th.HasMasthead():
		elements("masthead", &th.Masthead)
	default:
		elements("cover", &th.Cover)
	}
	if imprint.hasImprint() && differ(imprint) && th.Imprint.Issued.NumberYear() {
		keys = append(keys, "imprint.issued")
	}
	return keys
}

// issueNumber returns the issue's number in the theme's form ("第 11 期"), or
// unchanged if it does not begin with a digit (增刊1). A word that the form has after the
// number and that is written with it is printed once.
func (c *composer) issueNumber() string {
	value := c.issue.Number.Issue.Value
	if value == "" || value[0] < '0' || value[0] > '9' {
		return value
	}
	if c.th.Cover.Issue == "" {
		return ""
	}
	before, after := c.th.Cover.Issue.Around()
	if word := strings.TrimSpace(after); word != "" && strings.HasSuffix(value, word) { // "6期"
		value = strings.TrimRight(strings.TrimSuffix(value, word), " ")
	}
	return before + value + after
}

// totalIn returns the running number without the words that are written with it and that
// the form has beside it: 总第78期 is 78 in "总第 {total} 期".
func totalIn(form theme.Form, t content.Text) content.Text {
	before, after, _ := strings.Cut(string(form), "{total}")
	before, after = strings.TrimSpace(before), strings.TrimSpace(after)
	from, to := 0, len(t.Value)
	trim := func() {
		v := t.Value[from:to]
		from += len(v) - len(strings.TrimLeft(v, " \u3000"))
		to = from + len(strings.Trim(v, " \u3000"))
	}
	if strings.HasSuffix(before, "第") {
		for _, word := range []string{"总第", "总", "第"} {
			if strings.HasPrefix(t.Value, word) {
				from = len(word)
				trim()
				break
			}
		}
	}
	if strings.HasPrefix(after, "期") && strings.HasSuffix(t.Value[from:to], "期") {
		to -= len("期")
		trim()
	}
	if from >= to || from == 0 && to == len(t.Value) {
		return t
	}
	return content.Text{Value: t.Value[from:to], Place: t.Place.Slice(from, to)}
}
