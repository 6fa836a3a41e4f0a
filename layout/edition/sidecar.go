package edition

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strconv"

	"jianbao/content"
)

// Sidecar returns the metadata that an archive keeps next to the edition's file:
// JSON whose keys are the names of DA/T 46-2009, in the order of the standard.
// Elements that the issue does not have are left out. Sha512 is the digest of
// the PDF in hexadecimal digits.
func (e *Edition) Sidecar(sha512 string) ([]byte, error) {
	given := map[string]string{}
	for _, x := range e.Issue.Archive.Elements {
		given[x.Key] = x.Text.Value
	}
	return sidecar{
		summary: e.Summary(), given: given, title: e.Doc.Meta.Title, language: e.Issue.Publication.Lang,
		reset: e.Issue.Archive.Reset, size: len(e.PDF()), sha512: sha512,
	}.json()
}

// sidecar holds the values of the metadata.
type sidecar struct {
	summary  Summary
	given    map[string]string // by key of content.ArchiveElements
	title    string            // of the issue
	language string            // BCP 47
	reset    bool
	size     int // bytes
	sha512   string
}

func (s sidecar) json() ([]byte, error) {
	names := map[string]string{}
	for _, x := range content.ArchiveElements() {
		names[x.Key] = x.Name
	}
	o := object{}
	of := func(key string) { o.add(names[key], s.given[key]) }
	o.add("聚合层次", "件")
	of("archives")
	of("fonds-name")
	o.add("档号", s.summary.Record)
	of("fonds")
	of("catalogue")
	o.add("年度", strconv.Itoa(s.summary.Year))
	of("retention")
	of("office")
	of("item")
	o.add("题名", s.title)
	of("keywords")
	of("abstract")
	o.add("文件编号", s.summary.Printed)
	o.add(names["responsible"], cmp.Or(s.given["responsible"], s.summary.Issuer))
	o.add("日期", s.summary.Date)
	of("security")
	of("security-period")
	o.add("页数", s.summary.Pages)
	o.add("语种", s.language)
	if s.reset {
		o.add("稿本", "重排本")
	}
	o.add("格式信息", s.summary.Profile)
	o.add("计算机文件大小", s.size)
	o.add("文档创建程序", s.summary.Tool)
	o.add("SHA-512", s.sha512)
	return o.bytes()
}

// object is a JSON object whose keys keep their order, one on each line.
type object struct {
	b   bytes.Buffer
	err error // first error
}

// add adds a key unless its value is an empty string.
func (o *object) add(name string, value any) {
	if value == "" {
		return
	}
	if o.b.Len() > 0 {
		o.b.WriteByte(',')
	}
	o.b.WriteString("\n  ")
	o.encode(name)
	o.b.WriteString(": ")
	o.encode(value)
}

func (o *object) encode(value any) {
	var one bytes.Buffer
	enc := json.NewEncoder(&one)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(value); err != nil {
		o.err = cmp.Or(o.err, err)
	}
	o.b.Write(bytes.TrimRight(one.Bytes(), "\n"))
}

func (o *object) bytes() ([]byte, error) {
	return append(append([]byte("{"), o.b.Bytes()...), "\n}\n"...), o.err
}
