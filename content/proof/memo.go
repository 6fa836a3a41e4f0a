package proof

import (
	"slices"

	"jianbao/content"
	"jianbao/content/diag"
)

// Memo keeps the warnings about articles, for issues that are read again and again: those
// about an article that is the same in memory stay what they are. It holds those of the
// last issue and no more. The zero value holds nothing yet.
type Memo struct {
	lang     string                        // of the publication
	articles map[diag.Span]*checkedArticle // by the place of their table
}

// checkedArticle is an article with the warnings about it.
type checkedArticle struct {
	content.Article
	warnings []warning
}

// next returns an empty memo for an issue. Those of an issue in another language are
// dropped.
func (m *Memo) next(issue *content.Issue) *Memo {
	if m.lang != issue.Publication.Lang {
		m.articles = nil
	}
	return &Memo{lang: issue.Publication.Lang, articles: map[diag.Span]*checkedArticle{}}
}

// article checks an article, and keeps the warnings.
func (m *Memo) article(next *Memo, c *checker, a *content.Article) {
	checked := m.articles[a.Span]
	if checked == nil || !checked.Identical(a) {
		checked = &checkedArticle{Article: *a}
		c.recorded = &checked.warnings
		c.article(a)
		c.recorded = nil
		checked.warnings = slices.Clip(checked.warnings)
	}
	for _, w := range checked.warnings {
		c.warn(w.code, w.at, w.fix, w.args...)
	}
	next.articles[a.Span] = checked
}
