package manifest

import (
	"slices"
	"strings"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/strict"
)

// replacedValues checks the values of publication.toml that the issue replaces by its
// own: what is wrong with them is wrong for every other issue. They are read as if the
// issue did not replace them; files that they name are not opened.
func (l *loader) replacedValues(replaced []strict.Leaf) {
	if len(replaced) == 0 {
		return
	}
	src := l.shared.Source
	var log diag.List
	root, ok := names.Parse(&diag.Source{Path: src.Path, Data: src.Data}, &log)
	if !ok {
		return // reported
	}
	log = diag.List{} // about how it is written, which is reported
	alone := &loader{from: l.from, dir: l.dir, opt: l.opt, log: &log, noFiles: true}
	alone.shared = &content.Shared{Source: root.Span().Source, Folder: l.shared.Folder, Up: l.shared.Up}
	issue := alone.issue(root)
	root.Finish(keyNames)
	l.shared.Style = issue.Style
	for i := range l.shared.Style.Set {
		set := &l.shared.Style.Set[i]
		set.Span.Source = src
		if set.Name.Source != nil {
			set.Name.Source = src
		}
	}
	if l.shared.Style.Theme.Place.Source != nil {
		l.shared.Style.Theme.Place.Source = src
	}
	for _, r := range replaced {
		l.shared.Replaced = append(l.shared.Replaced, content.Replaced{Key: r.Key, Name: r.Value.Key, Value: r.Value.Span})
	}
	ReportReplaced(l.shared, &log, l.log)
}

// ReportReplaced adds to log the findings of another list that are about values of
// publication.toml that the issue replaces. They do not concern this issue: each is a
// warning that says what is wrong.
func ReportReplaced(shared *content.Shared, found, log *diag.List) {
	for _, d := range found.Items() {
		i := slices.IndexFunc(shared.Replaced, func(r content.Replaced) bool {
			return d.Span.Source != nil && d.Span.Source.Path == shared.Source.Path && (inSpan(d.Span, r.Value) || inSpan(d.Span, r.Name))
		})
		if i < 0 || d.Severity == diag.Notice {
			continue
		}
		at := d.Span
		at.Source = shared.Source
		log.AddFix("publication-replaced", at, d.Fix, shared.Replaced[i].Key,
			diag.Term{ZH: d.Message(diag.ZH), EN: d.Message(diag.EN)},
			diag.Term{ZH: strings.TrimSuffix(d.Hint(diag.ZH), "。"), EN: d.Hint(diag.EN)})
	}
}

// inSpan reports whether a span lies within another.
func inSpan(inner, outer diag.Span) bool {
	return outer.End > outer.Start && inner.Start >= outer.Start && inner.End <= outer.End
}
