package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content"
)

// issuerOf is who issues a publication, in one line.
func issuerOf(issue *content.Issue) string {
	var issuers []string
	for _, t := range issue.Publication.Issuer {
		issuers = append(issuers, t.Joined())
	}
	return strings.Join(issuers, " ")
}

// sidecar is the metadata of an issue that an archive keeps beside the file:
// JSON whose keys are the names of DA/T 46-2009, in the standard's order. What
// an issue does not say is left out.
func (e *edition) sidecar(r *batch.Result) ([]byte, error) {
	issue := e.issue
	given := map[string]string{}
	for _, x := range issue.Archive.Elements {
		given[x.Key] = x.Text.Value
	}
	names := map[string]string{}
	for _, x := range content.ArchiveElements() {
		names[x.Key] = x.Name
	}
	var b bytes.Buffer
	var failed error
	b.WriteString("{")
	add := func(name string, value any) {
		if value == "" {
			return
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		b.WriteString("\n  ")
		for i, v := range []any{name, value} {
			if i > 0 {
				b.WriteString(": ")
			}
			var one bytes.Buffer
			enc := json.NewEncoder(&one)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(v); err != nil {
				failed = err
			}
			b.Write(bytes.TrimRight(one.Bytes(), "\n"))
		}
	}
	of := func(key string) { add(names[key], given[key]) }

	add("聚合层次", "件")
	of("archives")
	of("fonds-name")
	add("档号", r.Record)
	of("fonds")
	of("catalogue")
	add("年度", strconv.Itoa(r.Year))
	of("retention")
	of("office")
	of("item")
	add("题名", e.doc.Meta.Title)
	of("keywords")
	of("abstract")
	add("文件编号", r.Number)
	responsible := given["responsible"]
	if responsible == "" {
		responsible = issuerOf(issue)
	}
	add(names["responsible"], responsible)
	add("日期", r.Date)
	of("security")
	of("security-period")
	add("页数", r.Pages)
	add("语种", issue.Publication.Lang)
	if issue.Archive.Reset {
		add("稿本", "重排本")
	}
	add("格式信息", r.Profile)
	add("计算机文件大小", len(r.PDF))
	add("文档创建程序", r.Tool)
	add("SHA-512", r.SHA512)
	b.WriteString("\n}\n")
	return b.Bytes(), failed
}
