package desk

import (
	"slices"
	"strings"
)

// articleTables is an article of a manifest: its table and those below it, which follow
// it.
type articleTables struct {
	table     // the [[section.article]]
	end   int // of the last table that belongs to it
	in    int // index of its section
}

// sectionTables is a section of a manifest.
type sectionTables struct {
	table
	end int // of its last article
}

// layOut returns sections and articles of a manifest in their order.
func layOut(text string) (sections []sectionTables, articles []articleTables) {
	for _, t := range tables(text) {
		switch {
		case t.array && t.name == "section":
			sections = append(sections, sectionTables{t, t.end})
		case t.array && t.name == "section.article" && len(sections) > 0:
			articles = append(articles, articleTables{t, t.end, len(sections) - 1})
			sections[len(sections)-1].end = t.end
		case strings.HasPrefix(t.name, "section.article.") && len(articles) > 0:
			articles[len(articles)-1].end = t.end
			sections[len(sections)-1].end = t.end
		case strings.HasPrefix(t.name, "section.") && len(sections) > 0:
			sections[len(sections)-1].end = t.end
		}
	}
	return sections, articles
}

// moved returns a manifest in which article from, by index, stands at the end of section
// in, before the article that has index before there now; -1: as its last. The bytes of
// all tables stay what they are.
func moved(text string, from, in, before int) (string, bool) {
	sections, articles := layOut(text)
	if from < 0 || from >= len(articles) || in < 0 || in >= len(sections) || before >= len(articles) {
		return text, false
	}
	a := articles[from]
	at := sections[in].end
	if before >= 0 {
		if articles[before].in != in {
			return text, false
		}
		at = articles[before].start
	}
	if at >= a.start && at <= a.end {
		return text, false
	}
	block := lined(text[a.start:a.end], text)
	if at < a.start {
		return text[:at] + separated(text[:at], block, text[at:a.start]) + text[at:a.start] + text[a.end:], true
	}
	return text[:a.start] + text[a.end:at] + separated(text[a.end:at], block, text[at:]) + text[at:], true
}

// lined returns a block that ends with a line end.
func lined(block, text string) string {
	if strings.HasSuffix(block, "\n") {
		return block
	}
	return block + endingAt([]byte(text), len(text))
}

// separated returns a block with an empty line between it and the text before it, and
// between it and the text after it, where there was none.
func separated(before, block, after string) string {
	ending := endingAt([]byte(block), len(block))
	if before != "" && !strings.HasSuffix(before, "\n") {
		block = ending + block
	}
	if before != "" && !strings.HasSuffix(strings.ReplaceAll(before, "\r\n", "\n"), "\n\n") {
		block = ending + block
	}
	if after != "" && !strings.HasSuffix(strings.ReplaceAll(block, "\r\n", "\n"), "\n\n") {
		block += ending
	}
	return block
}

// withArticle returns a manifest with a further article as the last of a section, given
// by its index; without sections one is added.
func withArticle(text string, in int, title, file string) string {
	sections, _ := layOut(text)
	ending := endingAt([]byte(text), len(text))
	block := "[[section.article]]" + ending + "title = " + quote(title) + ending + "file  = " + quote(file) + ending
	if len(sections) == 0 {
		block = "[[section]]" + ending + ending + block
		return text + separated(text, block, "")
	}
	in = min(max(in, 0), len(sections)-1)
	at := sections[in].end
	return text[:at] + separated(text[:at], block, text[at:]) + text[at:]
}

// withoutArticle returns a manifest without an article.
func withoutArticle(text string, n int) (string, bool) {
	_, articles := layOut(text)
	if n < 0 || n >= len(articles) {
		return text, false
	}
	return text[:articles[n].start] + text[articles[n].end:], true
}

// articleAt returns an article, by its index.
func articleAt(text string, n int) (a *articleTables, ok bool) {
	_, articles := layOut(text)
	if n < 0 || n >= len(articles) {
		return nil, false
	}
	return &articles[n], true
}

// stepped returns a manifest in which an article has moved by one place up or down, over
// the borders of sections, and its new index.
func stepped(text string, n int, down bool) (string, int, bool) {
	sections, articles := layOut(text)
	if n < 0 || n >= len(articles) {
		return text, n, false
	}
	in := articles[n].in
	same := func(k int) bool { return k >= 0 && k < len(articles) && articles[k].in == in }
	switch {
	case down && same(n+1):
		next, ok := moved(text, n+1, in, n) // the other one goes up
		return next, n + 1, ok
	case down && in+1 < len(sections):
		first := slices.IndexFunc(articles, func(a articleTables) bool { return a.in == in+1 })
		next, ok := moved(text, n, in+1, first)
		return next, n, ok
	case !down && same(n-1):
		next, ok := moved(text, n, in, n-1)
		return next, n - 1, ok
	case !down && in > 0:
		next, ok := moved(text, n, in-1, -1)
		return next, n, ok
	}
	return text, n, false
}

// withSection returns a manifest with a further section, the last one, that has an empty
// article, without which it would not be valid.
func withSection(text, title string) (string, error) {
	if title = strings.TrimSpace(title); title == "" {
		return "", errWrong
	}
	ending := endingAt([]byte(text), len(text))
	block := "[[section]]" + ending + "title = " + quote(title) + ending + ending +
		"[[section.article]]" + ending + "title = " + quote(title) + ending + "text  = \"\"" + ending
	return text + separated(text, block, ""), nil
}

// sectionStepped returns a manifest in which a section, with its articles, has moved by one
// place up or down.
func sectionStepped(text string, n int, down bool) (string, error) {
	if !down {
		n--
	}
	sections, _ := layOut(text)
	if n < 0 || n+1 >= len(sections) {
		return "", errEdge
	}
	a, b := sections[n], sections[n+1]
	block := lined(text[a.start:a.end], text)
	return text[:a.start] + text[a.end:b.end] + separated(text[a.end:b.end], block, text[b.end:]) + text[b.end:], nil
}

// removeSection takes a section with its articles out of the manifest; their files go to
// the wastebasket.
func (w *work) removeSection(q *request) (result, error) {
	return w.without(func(before string) (string, []table, error) {
		sections, articles := layOut(before)
		if q.Section < 0 || q.Section >= len(sections) || len(sections) == 1 {
			return "", nil, errWrong
		}
		s := sections[q.Section]
		var gone []table
		for i := range articles {
			if articles[i].in == q.Section {
				gone = append(gone, articles[i].table)
			}
		}
		return before[:s.start] + before[s.end:], gone, nil
	})
}
