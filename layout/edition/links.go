package edition

import (
	"net/url"
	"slices"
	"strings"
	"unicode"

	"jianbao/content"
	"jianbao/layout/pdf"
)

// lostAddresses tells of the links of an edition for print whose address its article does
// not show: paper has no links.
func (e *Edition) lostAddresses() {
	if e.Output.Profile != pdf.Print {
		return
	}
	var (
		n     int
		first content.Run
	)
	for i := range e.Issue.Sections {
		for k := range e.Issue.Sections[i].Articles {
			links := linksOf(&e.Issue.Sections[i].Articles[k])
			if n == 0 && len(links) > 0 {
				first = links[0]
			}
			n += len(links)
		}
	}
	if n > 0 {
		e.log.Add("print-link", first.Place.At(0, len(first.Value)), content.Shortened(first.Link), n)
	}
}

// linksOf returns the first run of each link to an address that the article's text has not.
func linksOf(a *content.Article) (links []content.Run) {
	var text strings.Builder
	last := ""
	for run := range a.Runs() {
		text.WriteString(run.Value)
		if _, inside := run.Target(); !inside && run.Link != "" && run.Link != last {
			links = append(links, run)
		}
		last = run.Link
	}
	if len(links) == 0 {
		return nil // most articles
	}
	for _, b := range a.Body {
		if p, ok := b.(*content.Picture); ok && p.Code != nil {
			text.WriteString(p.File.Value) // a camera reads it from the page
		}
	}
	shown := lettersOf(text.String())
	return slices.DeleteFunc(links, func(run content.Run) bool {
		return strings.Contains(shown, lettersOf(bareAddress(run.Link)))
	})
}

// bareAddress returns an address as people write it: without its scheme, www. and what a
// mail begins with, and with the characters that it encodes.
func bareAddress(link string) string {
	scheme, rest, _ := strings.Cut(link, ":")
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "//"), "www.")
	if scheme == "mailto" {
		rest, _, _ = strings.Cut(rest, "?")
	}
	if plain, err := url.PathUnescape(rest); err == nil {
		rest = plain
	}
	return rest
}

// lettersOf returns the letters and digits of a text, in lower case: telephone numbers are
// written with and without hyphens, addresses with and without a slash at their end.
func lettersOf(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
