package check

import (
	"regexp"
	"strings"

	"jianbao/layout/frame"
)

// pageReference matches a page number in the text of a link inside the document.
var pageReference = regexp.MustCompile(`第[\s\x{3000}]*([0-9]+)[\s\x{2007}\x{3000}]*页`)

// PageNumber stands for a page number in the text of an article.
const PageNumber = "\uFFFC"

// cutPrinted returns what remains of a text after the beginning that a line has printed.
func cutPrinted(text, line string) (rest string, ok bool) {
	for {
		before, after, found := strings.Cut(text, PageNumber)
		if !found || len(before) >= len(line) {
			return strings.CutPrefix(text, line)
		}
		if line, ok = strings.CutPrefix(line, before); !ok {
			return text, false
		}
		digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
		if digits == 0 {
			return text, false
		}
		text, line = after, line[digits:]
	}
}

// checkReferences checks the page references (RULES 6.4): the number in the text of a
// link is the one printed on the page that it leads to, and an article begins there.
func (d *Doc) checkReferences(c *collector) {
	begins := map[int]bool{}
	for i := range d.Pages {
		for _, l := range d.Pages[i].Lines {
			if l.Kind == frame.KindTitle && l.First {
				begins[i] = true
			}
		}
	}
	for i := range d.Pages {
		text := "" // of a link that may go on in the next line
		for _, l := range d.Pages[i].Lines {
			if l.Kind == frame.KindContents || l.Kind == frame.KindJump {
				continue
			}
			for _, dest := range l.Dests {
				text += dest.Text
				for _, m := range pageReference.FindAllStringSubmatch(text, -1) {
					switch {
					case dest.Page < 0 || dest.Page >= len(d.Pages) || !begins[dest.Page]:
						c.at("reference 6.4", l, "“%s” leads to page index %d, where no article begins", text, dest.Page)
					case d.Pages[dest.Page].Label != m[1]:
						c.at("reference 6.4", l, "“%s”, the article begins on page “%s”", text, d.Pages[dest.Page].Label)
					}
					text = ""
				}
			}
			if n := len(l.Dests); n == 0 || l.Last {
				text = ""
			}
		}
	}
}
