package metadata

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"jianbao/layout/frame"
	"jianbao/layout/pdf/object"
)

// TestDocumentID: it changes with everything that identifies an issue, and with nothing else.
func TestDocumentID(t *testing.T) {
	base := frame.Meta{Title: "简报 2021 年第 11 期", Publication: "简报", Issuer: "某某中心", Year: 2021, Number: "11", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}
	const want = "uuid:caafb375-3515-8dba-81fa-8457d37de75b"
	if got := documentID(&base); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	seen := map[string]bool{want: true}
	for _, change := range []func(m *frame.Meta){
		func(m *frame.Meta) { m.Issuer = "某中心" }, func(m *frame.Meta) { m.Publication = "快报" },
		func(m *frame.Meta) { m.Year = 2022 }, func(m *frame.Meta) { m.Number = "12" },
		func(m *frame.Meta) { m.Created.Day = 23 }, func(m *frame.Meta) { m.Year, m.Number = 202, "111" },
		func(m *frame.Meta) { m.Issuer, m.Publication = `某某中心" "简`, "报" },
	} {
		m := base
		change(&m)
		if id := documentID(&m); seen[id] {
			t.Errorf("%+v has the DocumentID of another issue", m)
		} else {
			seen[id] = true
		}
	}
	same := base
	same.Lang, same.Record, same.Reset, same.Produced = "zh-Hant", "X", true, frame.Date{Year: 2026, Month: 1, Day: 1}
	if got := documentID(&same); got != want {
		t.Errorf("a re-setting has the DocumentID %s", got)
	}
}

// TestPacket: the packet is XML, agrees with Info, holds the claimed elements and no
// others, and has room for the digest at the offset it returns.
func TestPacket(t *testing.T) {
	meta := frame.Meta{
		Title: "简报 <3> & 其他", Issuer: "某某中心", Publication: "简报", Year: 2021, Number: "11", Record: "X-1", Lang: "zh-Hans",
		Created: frame.Date{Year: 2021, Month: 10, Day: 22}, Elements: []frame.Element{{Key: "fonds", Value: "全宗"}},
	}
	claims := []string{"<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<pdfaid:part>2<", "<pdfaid:conformance>U<", "<pdfuaid:part>1<", "<pdfaExtension:schemas>", "<issue:fonds>全宗<"}
	for _, c := range []struct {
		file File
		has  []int // indexes into claims
	}{
		{File{}, nil},
		{File{UA: true}, []int{3}},
		{File{X: X4, Print: true}, []int{0}},
		{File{X: X1a, Print: true}, nil},
		{File{A: "2", ALevel: "U", UA: true}, []int{1, 2, 3, 4, 5}},
		{File{A: "2", ALevel: "U"}, []int{1, 2, 4, 5}},
	} {
		c.file.Meta, c.file.Producer = &meta, "jianbao"
		stream := c.file.Stream()
		for d := xml.NewDecoder(strings.NewReader(string(stream.Data))); ; {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%v\n%s", err, stream.Data)
			}
		}
		packet := string(stream.Data)
		if at := stream.DigestAt; !strings.HasPrefix(packet[at:], object.NoDigest+"</xmpMM:VersionID>") {
			t.Errorf("no room for the digest at %d:\n%s", at, packet)
		}
		if !strings.Contains(packet, ">简报 &lt;3&gt; &amp; 其他<") || c.file.Info().Get("Title") != object.Text(meta.Title) {
			t.Error("titles differ")
		}
		want := map[int]bool{}
		for _, i := range c.has {
			want[i] = true
		}
		for i, claim := range claims {
			if strings.Contains(packet, claim) != want[i] {
				t.Errorf("%+v: %s: %v", c.file, claim, !want[i])
			}
		}
		info := c.file.Info()
		if (info.Get("GTS_PDFXVersion") != nil) != (c.file.X == X1a) || (info.Get("Trapped") != nil) != c.file.Print {
			t.Errorf("Info %v", info)
		}
	}
}

// TestKeywords checks that keywords and abstract are in Info and in the packet.
func TestKeywords(t *testing.T) {
	for text, want := range map[string]string{
		"用水；水价": "用水|水价", "用水; 水价 ;": "用水|水价", "用水，水价": "用水|水价", "a b, c": "a b|c", "用水 水价": "用水|水价", "": "",
	} {
		m := frame.Meta{Elements: []frame.Element{{Key: "keywords", Value: text}}}
		if got := strings.Join(slices.DeleteFunc(keywords(&m), func(s string) bool { return s == "" }), "|"); got != want {
			t.Errorf("%q: %s", text, got)
		}
	}
	m := frame.Meta{Title: "简报", Issue: "第11期", Reset: true, Lang: "zh-Hans", Elements: []frame.Element{{Key: "abstract", Value: "三件事"}, {Key: "keywords", Value: "用水；水价"}}}
	f := File{Meta: &m}
	info, packet := f.Info(), string(f.Stream().Data)
	if info.Get("Keywords") != object.Text("用水；水价") || info.Get("Subject") != object.Text("第11期 重排本：三件事") {
		t.Errorf("Info %v", info)
	}
	for _, part := range []string{
		"<pdf:Keywords>用水；水价</pdf:Keywords>", "<dc:subject><rdf:Bag><rdf:li>用水</rdf:li><rdf:li>水价</rdf:li></rdf:Bag></dc:subject>", ">第11期 重排本：三件事</rdf:li></rdf:Alt></dc:description>",
	} {
		if !strings.Contains(packet, part) {
			t.Errorf("%s is missing in\n%s", part, packet)
		}
	}
}

func TestDates(t *testing.T) {
	m := frame.Meta{Title: "简报", Lang: "ja", Created: frame.Date{Year: 2021, Month: 10, Day: 22}}
	if !Dated(&m) || Produced(&m) != "D:20211022000000+09'00'" {
		t.Errorf("%v, %s", Dated(&m), Produced(&m))
	}
	m.Reset, m.Produced = true, frame.Date{Year: 2026, Month: 1, Day: 2}
	if Produced(&m) != "D:20260102000000+09'00'" {
		t.Error(Produced(&m))
	}
	if got := subject(&m); got != "再組版" {
		t.Error(got)
	}
	m = frame.Meta{Created: frame.Date{Year: 2021, Month: 13, Day: 1}}
	if Dated(&m) || Produced(&m) != "" {
		t.Error("a 13th month")
	}
}
