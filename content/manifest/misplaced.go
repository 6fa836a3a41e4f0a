package manifest

import (
	"slices"
	"strings"
	"unicode/utf8"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/pattern"
)

// typedReference matches a page reference in a text that is none.
var typedReference = pattern.New(`\[[^\[\]\n]*第[  \x{3000}]*[?？][  \x{3000}]*页[^\[\]\n]*\][(（]#[^()（）\s]*[)）]`)

// misplaced reports page references, scripts, spans and readings where they would be
// printed as typed: in titles and other texts of the manifest and in cells of CSV.
// Articles and captions are read elsewhere; a page reference that is left in them has
// full-width parentheses.
func misplaced(issue *content.Issue, log *diag.List) {
	around := *issue // without articles
	around.Sections = slices.Clone(issue.Sections)
	for i := range around.Sections {
		s := &around.Sections[i]
		s.Articles = slices.Clone(s.Articles)
		for j := range s.Articles {
			a := &s.Articles[j]
			body := a.Body
			a.Body = nil
			misplacedIn(a, body, log)
		}
	}
	for t := range around.Texts() {
		misplacedReferences(t, log)
		misplacedScripts(t, log)
		misplacedSpans(t, log)
	}
}

// misplacedIn reports the same in the blocks of an article.
func misplacedIn(a *content.Article, body []content.Block, log *diag.List) {
	var rest []content.Block
	for _, b := range body {
		switch b := b.(type) {
		case *content.Picture:
			misplacedReferences(content.JoinedRuns(b.Caption), log)
			for _, t := range []content.Text{b.Credit, b.Alt} {
				misplacedReferences(t, log)
				misplacedSpans(t, log)
			}
		case *content.Table:
			if b.Span.Source == a.File { // of Markdown
				continue
			}
			rest = append(rest, b)
			for _, row := range b.Rows {
				for k := range row {
					misplacedSpans(content.JoinedRuns(row[k].Inlines), log)
				}
			}
		default:
			if !a.Markdown { // what is text there was escaped
				rest = append(rest, b)
			}
		}
	}
	others := content.Issue{Sections: []content.Section{{Articles: []content.Article{{Body: rest}}}}}
	for t := range others.Texts() {
		misplacedReferences(t, log)
	}
}

func misplacedReferences(t content.Text, log *diag.List) {
	if !strings.Contains(t.Value, "](#") && !strings.Contains(t.Value, "]（#") {
		return
	}
	for _, at := range typedReference().FindAllStringIndex(t.Value, -1) {
		log.Add("reference-place", t.Place.At(at[0], at[1]), t.Value[at[0]:at[1]])
	}
}

func misplacedScripts(t content.Text, log *diag.List) {
	for i := 0; i < len(t.Value); i++ {
		if c := t.Value[i]; c != '~' && c != '^' {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(t.Value[:i])
		end := scriptAt(t.Value, i, before)
		if end == 0 {
			continue
		}
		log.AddFix("script-place", t.Place.At(i, end+1), diag.Fix{Write: scriptCharacters(t.Value[i+1:end], t.Value[i])}, t.Value[i:end+1])
		i = end
	}
}

// scriptCharacters returns the characters of Unicode that look like the script that a sign
// begins; "" if not all of it has such characters that common faces have.
func scriptCharacters(text string, sign byte) string {
	raised, lowered := strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹"),
		strings.NewReplacer("0", "₀", "1", "₁", "2", "₂", "3", "₃", "4", "₄", "5", "₅", "6", "₆", "7", "₇", "8", "₈", "9", "₉")
	if strings.Trim(text, "0123456789") != "" {
		return ""
	}
	if sign == '^' {
		return raised.Replace(text)
	}
	return lowered.Replace(text)
}

func misplacedSpans(t content.Text, log *diag.List) {
	for at := 0; ; {
		from, to := typedSpan(t.Value, at)
		if to == 0 {
			return
		}
		log.Add("span-place", t.Place.At(from, to), content.Excerpt(t.Value[from:to]))
		at = to
	}
}

// typedSpan returns the first span or reading of a text from an offset on; 0, 0 if there
// is none.
func typedSpan(text string, at int) (from, to int) {
	if !strings.Contains(text[at:], "]{") {
		return 0, 0
	}
	for i := at; i < len(text); i++ {
		closing, end := spanEnd([]byte(text[i:min(len(text), i+maxSpan)]))
		if closing < 2 {
			continue
		}
		attributes := text[i+closing+2 : i+end-1]
		if _, decorated := decorationOf(attributes); decorated || readingsOf(text[i+1:i+closing], attributes) != nil {
			return i, i + end
		}
	}
	return 0, 0
}
