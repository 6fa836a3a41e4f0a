package bag

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func sampleBag() *Bag {
	return &Bag{
		Title: "保障", Year: 2021, Issues: []string{"第9-10期", "第11期"}, Issuers: []string{"某县 保障局", "某县 保障局"},
		Failed: []Failed{
			{"2021/12/issue.toml", "第12期", "file-missing"},
			{"2021/01/a\nPayload-Oxum: 1.1", "", ""},
		},
		Payload: []File{
			{"data/2021/9-10.pdf", strings.Repeat("b", 128), 2048},
			{"data/2021/11.pdf", strings.Repeat("a", 128), 1024},
			{"data/2021/11.metadata.json", strings.Repeat("c", 128), 0},
		},
		Epoch: "1635724800", Tool: "jianbao v1.2.3",
	}
}

func TestTags(t *testing.T) {
	b := sampleBag()
	tags, err := b.Tags()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tag := range tags {
		names = append(names, tag.Name)
		golden(t, tag.Name, tag.Data)
	}
	if got := strings.Join(names, " "); got != "manifest-sha512.txt bag-info.txt tagmanifest-sha512.txt bagit.txt" {
		t.Errorf("%s: the declaration is to be the last", got)
	}
	slices.Sort(names)
	if !slices.Equal(names, TagNames()) {
		t.Errorf("%q are not %q", names, TagNames())
	}
	slices.Reverse(b.Payload)
	slices.Reverse(b.Failed)
	again, err := b.Tags()
	if err != nil || !slices.EqualFunc(tags, again, func(x, y Content) bool { return x.Name == y.Name && string(x.Data) == string(y.Data) }) {
		t.Errorf("the result depends on the order of the input: %v", err)
	}
}

// TestInfo checks omitted elements and malicious titles.
func TestInfo(t *testing.T) {
	b := sampleBag()
	b.Epoch, b.Issuers[1], b.Failed = "", "另一个单位", nil
	b.Title = "简报\r\nBagging-Date: 1970-01-01\u2028x\u0085\x00\xff\u202e"
	tags, err := b.Tags()
	if err != nil {
		t.Fatal(err)
	}
	info := string(tags[1].Data)
	for _, no := range []string{"\nBagging-Date", "Source-Organization", FailedLabel, "\r", "\u2028", "\u0085", "\x00", "\xff", "\u202e"} {
		if strings.Contains(info, no) {
			t.Errorf("%q is in %q", no, info)
		}
	}
	list := parseInfo(tags[1].Data, version10, func(line int) { t.Errorf("line %d is invalid", line) })
	if len(list) != 4 || list[1].Label != "External-Description" || !strings.Contains(list[1].Value, `简报\r\nBagging-Date: 1970-01-01<U+2028>x`) {
		t.Errorf("%q", list)
	}
}

// TestFolding: elements are read back unchanged, lines are as short as their
// words allow, and no line of a value looks like an element.
func TestFolding(t *testing.T) {
	var list []Element
	for i := range 60 {
		list = append(list, Element{"Label", strings.TrimSpace(strings.Repeat("第9期, ", i))},
			Element{"L", strings.TrimSpace(strings.Repeat("Bagging-Date: x ", i))}, Element{"External-Description", strings.Repeat("字", i+1) + " " + strings.Repeat("x", i)})
	}
	list = slices.DeleteFunc(list, func(e Element) bool { return e.Value == "" })
	for i := range list {
		list[i].Value = oneLine(list[i].Value)
	}
	text := writeInfo(list)
	for _, line := range splitLines(text) {
		if n := len([]rune(line)); n > lineLength && strings.Contains(strings.TrimPrefix(strings.TrimPrefix(line, "External-Description:"), " "), " ") {
			t.Errorf("%d characters: %q", n, line)
		}
	}
	got := parseInfo(text, version10, func(line int) { t.Errorf("line %d is invalid", line) })
	if !slices.Equal(got, list) {
		t.Errorf("came back as %q", got)
	}
}

func TestTagsRefused(t *testing.T) {
	sum := strings.Repeat("0", 128)
	for _, c := range []struct {
		what    string
		payload []File
	}{
		{"nothing", nil},
		{"outside data", []File{{"x.pdf", sum, 1}}},
		{"above", []File{{"data/../x", sum, 1}}},
		{"percent", []File{{"data/a%0Ab", sum, 1}}},
		{"line feed", []File{{"data/a\nb", sum, 1}}},
		{"carriage return", []File{{"data/a\rb", sum, 1}}},
		{"device", []File{{"data/nul.txt", sum, 1}}},
		{"not NFC", []File{{"data/e\u0301", sum, 1}}},
		{"twice", []File{{"data/a", sum, 1}, {"data/a", sum, 1}}},
		{"case", []File{{"data/a", sum, 1}, {"data/A", sum, 1}}},
		{"file and folder", []File{{"data/A", sum, 1}, {"data/a/b", sum, 1}}},
		{"short sum", []File{{"data/a", sum[1:], 1}}},
		{"other sum", []File{{"data/a", strings.Repeat("g", 128), 1}}},
		{"upper case", []File{{"data/a", strings.Repeat("A", 128), 1}}},
		{"size", []File{{"data/a", sum, -1}}},
	} {
		b := Bag{Title: "x", Payload: c.payload}
		if tags, err := b.Tags(); err == nil {
			t.Errorf("%s: %q", c.what, tags)
		}
	}
	for _, epoch := range []string{"x", "-99999999999999", "9999999999999", "1.5"} {
		b := sampleBag()
		b.Epoch = epoch
		if _, err := b.Tags(); err == nil {
			t.Errorf("SOURCE_DATE_EPOCH %q was accepted", epoch)
		}
	}
}

func BenchmarkTags(b *testing.B) {
	bag := Bag{Title: "简报", Year: 2021, Tool: "jianbao"}
	for i := range 10_000 {
		bag.Payload = append(bag.Payload, File{fmt.Sprintf("data/2021/%04d/%04d.source/articles/01.txt", i, i), strings.Repeat("0", 128), 1})
	}
	for b.Loop() {
		if _, err := bag.Tags(); err != nil {
			b.Fatal(err)
		}
	}
}
