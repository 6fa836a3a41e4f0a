package verify

import (
	"cmp"
	"errors"
	"path"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"jianbao/cmd/jianbao/internal/batch/bag"
	"jianbao/cmd/jianbao/internal/batch/pdfread"
	"jianbao/content/diag"
)

// checkPDF inspects a PDF and compares it with its record; rec is nil if there
// is none. It returns what was found in the PDF; nil if it cannot be read.
func (v *verifier) checkPDF(name string, data []byte, sum sum512, rec *recorded) *facts {
	v.sum.PDFs++
	f, err := inspect(data)
	if err != nil {
		v.unreadablePDF(name, err)
		return nil
	}
	for _, h := range f.hazards {
		v.found(h.code, name, h.what)
	}
	if f.info == nil { // encrypted: nothing else can be read
		return f
	}
	for _, font := range f.loose {
		v.found("usable-font", name, font)
	}
	if f.xmpError != nil {
		v.found("usable-metadata", name, f.xmpError)
	}
	v.attachments(name, f, rec)
	if rec == nil {
		return f
	}
	m := &comparison{verifier: v, name: name, facts: f, rec: rec}
	if rec.sidecar != "" {
		m.readSidecar(sum)
	}
	m.pages()
	m.metadata()
	if rec.alone {
		m.alone()
	}
	m.conformance()
	return f
}

// unreadablePDF reports why a PDF cannot be read.
func (v *verifier) unreadablePDF(name string, err error) {
	var e *pdfread.Error
	if !errors.As(err, &e) {
		v.found("usable-pdf", name, err, 0)
		return
	}
	switch e.Kind {
	case pdfread.Header:
		v.found("complete-pdf-header", name)
	case pdfread.End:
		v.found("complete-pdf-end", name)
	default:
		v.found("usable-pdf", name, reason(e), e.At)
	}
}

// reason returns the error's description for messages.
func reason(e *pdfread.Error) diag.Term {
	t, ok := map[pdfread.Kind]diag.Term{
		pdfread.StartXRef:  {ZH: "结尾没有 startxref", EN: "startxref is missing at the end"},
		pdfread.CrossTable: {ZH: "交叉引用表损坏", EN: "the cross-reference table is damaged"},
		pdfread.Syntax:     {ZH: "语法有误", EN: "syntax error"},
		pdfread.Misplaced:  {ZH: "对象不在交叉引用表标明的位置", EN: "an object is not at its offset in the cross-reference table"},
		pdfread.Length:     {ZH: "数据流的长度有误", EN: "a stream has a wrong length"},
		pdfread.BadStream:  {ZH: "数据流无法解压", EN: "a stream cannot be decoded"},
		pdfread.Filter:     {ZH: "数据流的过滤器未知", EN: "a stream has an unknown filter"},
		pdfread.TooDeep:    {ZH: "嵌套过深", EN: "objects are nested too deeply"},
		pdfread.TooLarge:   {ZH: "解压后过大", EN: "a limit of size is exceeded"},
		pdfread.Missing:    {ZH: "缺少必要的内容", EN: "a required entry is missing"},
		pdfread.Pages:      {ZH: "页面树损坏", EN: "the page tree is damaged"},
	}[e.Kind]
	if !ok {
		t = diag.Term{ZH: e.Error(), EN: e.Error()}
	}
	return t
}

// comparison compares one PDF with its record.
type comparison struct {
	*verifier
	name    string
	facts   *facts
	rec     *recorded
	sidecar map[string]string
}

// readSidecar reads the PDF's sidecar and checks its checksum and size of the
// PDF.
func (m *comparison) readSidecar(sum sum512) {
	data, err := bag.Read(m.root, m.rec.sidecar, maxRecord)
	if err != nil {
		return // reported by the check of the sidecar itself
	}
	if m.sidecar, err = parseSidecar(data); err != nil {
		m.found("usable-json", m.rec.sidecar, err)
		return
	}
	from := path.Base(m.rec.sidecar)
	if s := m.sidecar["SHA-512"]; s != "" && s != sum.hex {
		m.found("authentic-hash", m.name, from)
	}
	m.compareValues(term("大小", "size"), value{term("文件", "the file"), strconv.FormatInt(sum.size, 10)}, value{from, m.sidecar["计算机文件大小"]})
}

func (m *comparison) pages() {
	from := ""
	if m.sidecar != nil {
		from = path.Base(m.rec.sidecar)
	}
	for _, says := range []value{
		{m.rec.from, strconv.Itoa(m.rec.pages)}, {"XMP", m.facts.xmp.get(nsIssue, "pages")}, {from, m.sidecar["页数"]},
	} {
		if says.text != "" && says.text != strconv.Itoa(m.facts.pages) {
			m.found("complete-pages", m.name, m.facts.pages, says.from, says.text)
		}
	}
}

// value is a value with its source.
type value struct {
	from any // a name, or a diag.Term
	text string
}

// compareValues reports values that differ from the first one. Empty values are
// ignored.
func (m *comparison) compareValues(what diag.Term, values ...value) {
	var first *value
	for i := range values {
		switch v := &values[i]; {
		case v.text == "":
		case first == nil:
			first = v
		case plain(v.text) != plain(first.text):
			m.found("authentic-metadata", m.name, what, first.from, first.text, v.from, v.text)
		}
	}
}

// plain returns a text in NFC without the characters that XML does not permit,
// with runs of white space as one space.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r&0xFFFE == 0xFFFE {
			return ' '
		}
		return r
	}, norm.NFC.String(s))
	return strings.Join(strings.Fields(s), " ")
}

// metadata compares the metadata in the PDF, in its sidecar and in the record.
func (m *comparison) metadata() {
	xmp, info, side, rec := m.facts.xmp, m.facts.info, m.sidecar, m.rec
	beside := path.Base(rec.sidecar)
	if rec.isArchive() {
		if xmp == nil && m.facts.xmpError == nil {
			m.found("complete-metadata", m.name, term("元数据（XMP）", "metadata (XMP)"))
		}
		if info["Title"] == "" || xmp != nil && xmp.get(nsDC, "title") == "" {
			m.found("complete-metadata", m.name, term("题名", "title"))
		}
		if xmp != nil && rec.record != "" && xmp.get(nsIssue, "record") == "" {
			m.found("complete-metadata", m.name, term("档号", "record number"))
		}
		if xmp != nil && rec.date != "" && xmp.get(nsDC, "date") == "" {
			m.found("complete-metadata", m.name, term("日期", "date"))
		}
	}
	year := ""
	if rec.year > 0 {
		year = strconv.Itoa(rec.year)
	}
	m.compareValues(term("题名", "title"), value{"Info", info["Title"]}, value{"XMP", xmp.get(nsDC, "title")}, value{beside, side["题名"]})
	if rec.alone {
		// An empty cell says that there is no such value.
		for _, e := range []struct {
			what      diag.Term
			says, has string
		}{
			{term("刊名", "publication"), rec.title, xmp.get(nsIssue, "publication")},
			{term("年度", "year"), year, xmp.get(nsIssue, "year")},
			{term("文件编号", "printed number"), rec.printed, xmp.get(nsIssue, "number")},
			{term("档号", "record number"), rec.record, xmp.get(nsIssue, "record")},
			{term("日期", "date"), rec.date, day(xmp.get(nsDC, "date"))},
		} {
			if e.says == "" && e.has != "" {
				m.found("authentic-metadata", m.name, e.what, rec.from, e.says, "XMP", e.has)
			}
		}
	}
	m.compareValues(term("刊名", "publication"), value{rec.from, rec.title}, value{"XMP", xmp.get(nsIssue, "publication")})
	m.compareValues(term("年度", "year"), value{rec.from, year}, value{"XMP", xmp.get(nsIssue, "year")}, value{beside, side["年度"]})
	m.compareValues(term("期号", "number"), value{rec.from, rec.number}, value{"XMP", xmp.get(nsIssue, "number")})
	m.compareValues(term("文件编号", "printed number"), value{rec.from, rec.printed}, value{beside, side["文件编号"]})
	m.compareValues(term("档号", "record number"), value{rec.from, rec.record}, value{"XMP", xmp.get(nsIssue, "record")}, value{"XMP", xmp.get(nsDC, "identifier")}, value{beside, side["档号"]})
	m.compareValues(term("日期", "date"), value{rec.from, rec.date}, value{"XMP", day(xmp.get(nsDC, "date"))}, value{beside, side["日期"]})
	m.compareValues(term("格式", "format"), value{rec.from, rec.profile}, value{beside, side["格式信息"]})
	for _, e := range []struct {
		what         diag.Term
		key          string
		space, local string
	}{
		{term("作者", "author"), "Author", nsDC, "creator"},
		{term("主题", "subject"), "Subject", nsDC, "description"},
		{term("关键词", "keywords"), "Keywords", nsPDF, "Keywords"},
		{term("创建程序", "creator"), "Creator", nsXMP, "CreatorTool"},
		{term("生成程序", "producer"), "Producer", nsPDF, "Producer"},
	} {
		m.compareValues(e.what, value{"Info", info[e.key]}, value{"XMP", xmp.get(e.space, e.local)})
	}
	for _, e := range []struct {
		what       diag.Term
		key, local string
	}{{term("创建时间", "time of creation"), "CreationDate", "CreateDate"}, {term("修改时间", "time of change"), "ModDate", "ModifyDate"}} {
		m.compareValues(e.what, value{"Info", instant(info[e.key])}, value{"XMP", instant(xmp.get(nsXMP, e.local))})
	}
}

// alone compares what nothing but the index records with what the file says: the
// printed number is made of its number, and its standard is that of a profile.
func (m *comparison) alone() {
	xmp, rec := m.facts.xmp, m.rec
	if number := xmp.get(nsIssue, "number"); number != "" && rec.printed != "" && !strings.Contains(rec.printed, "<") { // there characters may have been replaced
		if is := closed(rec.printed); is != closed(number) && is != "第"+closed(number)+"期" {
			m.found("authentic-metadata", m.name, term("文件编号", "printed number"), rec.from, rec.printed, "XMP", number)
		}
	}
	is := ""
	switch part := xmp.get(nsPDFA, "part"); {
	case part != "":
		is = "archive"
	case m.facts.info["GTS_PDFXConformance"] != "" || xmp.get(nsPDFX, "GTS_PDFXVersion") != "":
		is = "print"
	}
	profile, _, _ := strings.Cut(rec.profile, " ")
	if was := profile == "archive" || profile == "print"; xmp != nil && profile != is && (was || is != "") {
		claimed := cmp.Or(is, "screen")
		m.found("authentic-metadata", m.name, term("格式", "format"), rec.from, rec.profile, term("文件", "the file"), claimed)
	}
}

// closed returns a text without blanks.
func closed(s string) string { return strings.Join(strings.Fields(plain(s)), "") }

// day returns the day of an XMP date.
func day(s string) string {
	d, _, _ := strings.Cut(s, "T")
	return d
}

// instant converts dates of the information dictionary and of XMP to the same
// format; other texts are unchanged.
func instant(s string) string {
	if t, err := time.Parse("D:20060102150405-07'00'", s); err == nil {
		return t.Format(time.RFC3339)
	}
	if t, err := time.Parse("D:20060102150405-07'00", s); err == nil {
		return t.Format(time.RFC3339)
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t.Format(time.RFC3339)
	}
	return s
}

// conformance checks that the file claims the recorded standard.
func (m *comparison) conformance() {
	want := m.rec.standard()
	xmp := m.facts.xmp
	is := ""
	switch {
	case m.rec.isArchive():
		if part := xmp.get(nsPDFA, "part"); part != "" {
			is = "PDF/A-" + part + strings.ToLower(xmp.get(nsPDFA, "conformance"))
		}
	case strings.HasPrefix(want, "PDF/X-1"):
		is = m.facts.info["GTS_PDFXConformance"]
	case strings.HasPrefix(want, "PDF/X-"):
		is = xmp.get(nsPDFX, "GTS_PDFXVersion")
	}
	if is != want {
		m.found("usable-standard", m.name, want, is)
	}
}
