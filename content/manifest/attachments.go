package manifest

import (
	"jianbao/content"
	"jianbao/content/charset"
	"jianbao/content/key"
	"jianbao/content/strict"
)

// attachmentEntry is an attachment's entry in the manifest.
type attachmentEntry struct {
	table *strict.Table
	articleEntry
}

func (l *loader) attachmentsOf(t *strict.Table, k *key.Key, a *articleEntry) {
	for _, sub := range t.Subs(k.Name) {
		if l.articles++; l.articles > l.opt.MaxArticles {
			sub.Leaves() // no further findings for the table
			continue
		}
		e := attachmentEntry{table: sub, articleEntry: articleEntry{Article: content.Article{Span: sub.Span()}, encoding: charset.Auto}}
		read(l, sub, attachmentKeys(), &e.articleEntry)
		l.defined = append(l.defined, e.Article)
		a.attachments = append(a.attachments, e)
	}
}

// withAttachments returns an article and its attachments, which follow it as
// articles.
func (l *loader) withAttachments(t *strict.Table, a *articleEntry) []content.Article {
	all := []content.Article{l.article(t, a)}
	for i := range a.attachments {
		e := &a.attachments[i]
		e.Plain = a.Plain
		e.Attached = &content.Attached{}
		if len(a.attachments) > 1 {
			e.Attached.Number = i + 1
		}
		all = append(all, l.article(e.table, &e.articleEntry))
	}
	return all
}
