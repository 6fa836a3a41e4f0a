package inline

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/layout/frame"
)

// literals returns a text with [] around addresses and {} around identifiers.
func literals(text string) string {
	s := NewShaper()
	chars := s.collect([]Run{{Text: text}})
	s.findLiterals(chars)
	var b strings.Builder
	from := int32(0)
	for _, l := range s.literals {
		marks := "{}"
		if l.address {
			marks = "[]"
		}
		a, z := chars[l.from].at, chars[l.to-1].end
		fmt.Fprintf(&b, "%s%c%s%c", text[from:a], marks[0], text[a:z], marks[1])
		from = z
	}
	return b.String() + text[from:]
}

// TestLiterals: what is an address, what an identifier, and what is neither
// (RULES 1.5).
func TestLiterals(t *testing.T) {
	for _, want := range []string{
		"见[https://a.example/b?c=d]，",
		"见（[http://a.example/b_(c]）。",
		"网址：[www.a.example]。",
		"代码在[git+ssh://git@a.example:22/b.git]",
		"邮箱[a.b-c@d.example]，[e@f.example];[g@h.example]",
		"邮箱mailto:[a@b.example]",
		"不是邮箱：a@b、@某人、a@1.2",
		"文件{FLOOD_20260318_final.xlsx}，",
		"文件{/srv/share/reports/final-v3.docx}。",
		`文件{C:\Users\Public\Documents\report.docx}。`,
		"函数{getUserAccountInformation}()",
		"依赖{org.example.boot:starter-web:2.7.1}和{@babel/plugin-transform-runtime}",
		"散列{9f86d081884c7d659a2feaa0c55ad015}，",
		"编号{550e8400-e29b-41d4-a716-446655440000}",
		"包{jianbao-0.9.0.linux-amd64.tar.gz}",
		"协议有{TCP/UDP/ICMP/HTTP/HTTPS/SSH}等",
		// Short ones.
		"A/B/C/D/E和GB/T19001/ISO9001，文件a.txt、main.go、mhpm_mask、PostgreSQL",
		// Numbers, versions, addresses of machines, codes.
		"电话0571-86201234-8023，账号622202000000000000001",
		"版本v2.10.3-beta.20260318、1.0.0-SNAPSHOT",
		"地址192.168.100.254:8080、2001:0db8:85a3:0000:0000:8a2e:0370:7334",
		"标准GB/T19001-2016、ISO/IEC27001:2022，代码91330108MA27XYZ12A",
		"时间2026-03-18T10:30:45Z",
		// Words.
		"internationalization、INTERNATIONALIZATION、state-of-the-art",
		"environment-friendly",
	} {
		text := strings.NewReplacer("[", "", "]", "", "{", "", "}", "").Replace(want)
		if got := literals(text); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// withBreaks returns the text of a paragraph without its first and its last atom, and between
// the others the signs of their breaks.
func withBreaks(p *Paragraph, signs map[brk]string) string {
	var b strings.Builder
	for i := 1; i+1 < len(p.atoms); i++ {
		b.WriteString(p.text[p.atoms[i].from:p.atoms[i].to])
		if i+2 < len(p.atoms) {
			b.WriteString(signs[p.atoms[i].after])
		}
	}
	return b.String()
}

// TestLiteralBreaks: | is a legal break, ' one of identifiers, ^ a place where a
// literal never breaks, ! one beside a single letter of a part; it breaks everywhere else
// as a last resort (RULES 1.5).
func TestLiteralBreaks(t *testing.T) {
	for _, want := range []string{
		"h^t^t^p^:^/^/|a^.|c!n^/|x|-^y|%^4^1!z^?|a =|b &|c _|d^:|8^0",
		"m^e^@|b^.|c^n",
		"h^t^t^p^:^/^/|a^.|c!n^/|?|a =|b!c^d^e^f",
		"F^L^O O!D _'2!0 2!6 _'a^.'x^l^s^x",
		"g^e^t'U!s e!r'N!a m^e^s^D",
		"r^u^n'H!T T P'S e r v e!r'M^A^X",
		"j^i^a n b a!o -^0^. 9^. 0^.'t^a^r",
		"a^_'b _'c!d e f g h i j k^l^_^m",
		`\^\^n!a s 2 0 2 6!1^\'s!h a^r^e^d`,
		"~^/^p!r o g!s^/'b!u l l e t^i^n^s",
		"T^C^P^/'U!D!P^/'H!T T!P^/'H!T^T^P^S",
	} {
		text := "见" + strings.NewReplacer(" ", "", "|", "", "'", "", "^", "", "!", "").Replace(want) + "。"
		p := prepare(t, text, plain)
		if got := withBreaks(p, map[brk]string{brkAllow: "|", brkIdentifier: "'", brkInside: " ", brkLetter: "!", brkAny: "^"}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestInsideWords: the break before the letter behind | is dear inside a word, dearer
// inside that of a host or beside one letter, and cheap inside what is no word (RULES 1.5).
func TestInsideWords(t *testing.T) {
	for _, c := range []struct {
		text string
		want int32
	}{
		{"https://an.exam|ple.cn/reports", priceInHost},
		{"https://e|xample.cn/reports", priceInHost + priceOneLetter},
		{"https://example.cn/rep|orts/2026", priceInWord},
		{"https://example.cn/report|s/2026", priceInWord + priceOneLetter},
		{"https://example.cn?mon|th=2026-05", priceInWord},
		{"https://example.cn/5cbc0b|3051882532/x", priceInside},
		{"https://example.cn/omh3C|mItJiOQ/x", priceInside},
		{"https://example.cn/uninter|ruptedness/x", priceInside},
		{"https://example.cn/a.html|#top", priceInside},
		{"https://example.cn/reports+|tables", priceInside},
		{"https://example.cn/data.u|nicode17/x", priceInside + priceOneLetter},
		{"https://example.cn/view/40|7182/x", priceInFigure},
		{"https://example.cn/view/4|07182/x", priceInFigure + priceOneLetter},
		{"https://example.cn/view/K40|7182/x", priceInFigure},
		{"https://example.cn/view/4071|829910533017/x", priceInside},
		{"www.exam|ple.cn/reports", priceInHost},
		{"jian|bao@example.cn", priceInHost},
		{"reports/sum|mary/2026.xlsx", priceInWord},
		{"Model4.|5-Coder-32B-Instruct", priceInFigure},
		{"backup_2026-11-30T08:|30:00", priceInFigure},
		{"FXOpaque|Resume", priceIdentifier},
		{"FXOpa|queResume", priceInWord},
		{"FXOpaqu|eResume", priceInWord + priceOneLetter},
		{"https://example.cn/|reports", priceAddress},
	} {
		p, at := atomAt(t, "见"+c.text+"。", Settings{})
		if got := p.atoms[at-1].price; got != c.want {
			t.Errorf("%s: %d, want %d", c.text, got, c.want)
		}
	}
}

// TestSignsBeforeWords: a line that gaps of up to ⅛ em fill ends behind a sign of an
// address and not inside a word; where that does not fill it, and inside a code, the
// address is divided.
func TestSignsBeforeWords(t *testing.T) {
	for _, c := range []struct {
		text  string
		milli int64
		first string
	}{
		// 15½ em up to the second dot; ten gaps take 1¼ em.
		{"天地玄黄宇宙洪荒日月盈www.tree.example.cn/", 16_500, "天地玄黄宇宙洪荒日月盈www.tree."},
		{"天地玄黄宇宙洪荒日月盈www.tree.example.cn/", 17_000, "天地玄黄宇宙洪荒日月盈www.tree.exa"},
		{"天地玄黄宇宙洪荒日月盈www.tr/exa12345678/b/", 15_500, "天地玄黄宇宙洪荒日月盈www.tr/ex"},
	} {
		// Behind it stands a code that no line holds, so that the paragraph needs such breaks.
		p := roundParagraph(t, c.text+"天地玄黄a_"+strings.Repeat("1f", 44)+"宇宙洪荒", Settings{})
		if got := p.Break(milli(c.milli))[0].Text; got != c.first {
			t.Errorf("%s at %d: %s, want %s", c.text, c.milli, got, c.first)
		}
	}
}

// TestPartsStayWhole: where a line has few gaps and is left short wherever it ends in an
// address or identifier, it ends at a place of its own, and the part behind that stays
// whole up to a width; no single letter of a part is left, even where gaps above ⅛ em fill
// the line (RULES 1.5, 4.2).
func TestPartsStayWhole(t *testing.T) {
	for _, c := range []struct {
		text    string
		milli   int64
		first   string
		repair  frame.Repair
		carried bool
	}{
		{"https://a.example.cn/tree/develop/x/", 14_200, "https://a.example.cn/tree/", frame.RepairRagged, true}, // 2 of 7 letters fit
		{"https://a.example.cn/tree/development/x/", 16_700, "https://a.example.cn/tree/develop", frame.RepairRagged, false},
		{"https://a.example.cn/view/407182/", 14_600, "https://a.example.cn/view/", frame.RepairRagged, true},
		{"https://a.example.cn/view/407182/", 15_700, "https://a.example.cn/view/", frame.RepairRagged, true},
		{"https://a.example.cn/b/9f86d081884c7d659a2f/", 14_700, "https://a.example.cn/b/9f86d0", frame.RepairRagged, false},
		{"地址https://a.example.cn/view/407182/", 16_700, "地址https://a.example.cn/view/", frame.RepairRagged, true},
		{"ab_cd_efghijklm_noPqrstu", 11_200, "ab_cd_efghijklm_no", frame.RepairRagged, true},
		{"天地玄黄宇宙洪荒日月www.tree.cn/abc/d", 15_900, "天地玄黄宇宙洪荒日月www.tree.", frame.RepairLoose, false},
		{"天地玄黄宇宙洪荒日月www.tree.com/ab", 17_300, "天地玄黄宇宙洪荒日月www.tree.com/", frame.RepairStretch, false},
	} {
		p := roundParagraph(t, c.text+strings.Repeat("寒来暑往，秋收冬藏。", 8), Settings{})
		line := p.Break(milli(c.milli))[0]
		if line.Text != c.first || line.Repair != c.repair || line.Carried != c.carried {
			t.Errorf("%s at %d: %s, %s, carried: %v, want %s, %s", c.text, c.milli, line.Text, line.Repair, line.Carried, c.first, c.repair)
		}
	}
}

// TestCommaBetweenCode: a line may end behind a comma between two words of code, of code or
// not (RULES 1.5).
func TestCommaBetweenCode(t *testing.T) {
	for _, c := range []struct {
		first, comma, second Run
		want                 brk
	}{
		{Run{Text: "Map", Code: true}, Run{Text: ","}, Run{Text: "Set", Code: true}, brkAllow},
		{Run{Text: "Map"}, Run{Text: ","}, Run{Text: "Set", Code: true}, brkAny},
		{Run{Text: "Map", Code: true}, Run{Text: ","}, Run{Text: "Set"}, brkAny},
	} {
		runs := []Run{c.first, c.comma, c.second}
		for k := range runs {
			runs[k].Font = roundFont()
		}
		var log diag.List
		p := NewShaper().Prepare(runs, Settings{}, &log)
		for i := range p.atoms {
			if a := &p.atoms[i]; p.text[a.from:a.to] == "," && a.after != c.want {
				t.Errorf("%v: %d, want %d", runs, a.after, c.want)
			}
		}
	}
}

// TestLinkEdges: the edge of a link ends an address or identifier, and a line may end there
// between a word and a number or beside one of these, with three letters or digits on both
// sides (RULES 1.5). [ and ] are the edges, | is a place.
func TestLinkEdges(t *testing.T) {
	for _, want := range []string{
		"getWaterLevelOfStation|[204711]",
		"feature|[204711]",
		"[204711]|feature",
		"getWaterLevel|[OfStation]",
		"water[_level_table_of_stations]|ofRivers",
		"Han[nover]",
		"2026[0318]",
		"v8[204711]",
		"feature[12]",
		"feature[(204711)]",
	} {
		var runs []Run
		text := strings.ReplaceAll(want, "|", "")
		for k, part := range strings.FieldsFunc("见"+text+"。", func(r rune) bool { return r == '[' || r == ']' }) {
			run := Run{Text: part, Font: roundFont()}
			if k == 1 { // behind 见 and what is before the link
				run.Link = "https://a.example/"
			}
			runs = append(runs, run)
		}
		var log diag.List
		p := NewShaper().Prepare(runs, Settings{}, &log)
		if got, plain := withBreaks(p, map[brk]string{brkAllow: "|"}), strings.NewReplacer("[", "", "]", "").Replace(want); got != plain {
			t.Errorf("got  %s\nwant %s", got, plain)
		}
	}
}

// TestCodeOfFewLetters: a word of code of at most twelve letters and digits stays whole,
// and so do those between the commas of a longer one (RULES 1.5, 16.2). | is a break, ' one
// that is a place of an identifier, _ any other break inside it.
func TestCodeOfFewLetters(t *testing.T) {
	for _, want := range []string{
		"{margin}",
		"report.docx",
		"a,b,c",
		"Map,|HashMap,|BTreeMap",
		"get'Us_er'Na_mesD",
		"Map,|get'Us_er'Na_mesD",
		"Map,|rows1,234,|BTreeMap",
		`url="http://|a.|cn/|?|a_=|bcdef"`,
		`get'Us_er'Na_m_es'D(http://|a.|cn/|b`,
	} {
		var log diag.List
		text := strings.NewReplacer("|", "", "'", "", "_", "").Replace(want)
		p := NewShaper().Prepare([]Run{{Text: "见", Font: roundFont()}, {Text: text, Font: roundFont(), Code: true}, {Text: "。", Font: roundFont()}}, Settings{}, &log)
		if got := withBreaks(p, map[brk]string{brkAllow: "|", brkIdentifier: "'", brkInside: "_"}); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

// TestNoLigatures: in an address fi stays two letters, in a word it may be one.
func TestNoLigatures(t *testing.T) {
	p := prepare(t, "office www.office.example office", plain)
	single := strings.Index(p.text, "www")
	for i := range p.atoms {
		a := &p.atoms[i]
		inside := int(a.from) >= single && int(a.from) < single+len("www.office.example")
		if inside && a.to-a.from != 1 {
			t.Errorf("%q is one glyph", p.text[a.from:a.to])
		}
	}
	if len(p.atoms) >= len(p.text) {
		t.Error("the words have no ligature: the test shows nothing")
	}
}

// TestNeverTorn: no line has a gap above ¼ em; one that would need it is left
// short, if what follows does not fit (RULES 4.2).
func TestNeverTorn(t *testing.T) {
	for _, c := range []struct {
		text  string
		milli int64
		want  string
		first frame.Repair
	}{
		{"天地玄黄宇宙洪荒", 4500, "天地玄黄|宇宙洪荒", frame.RepairLoose},
		{"天地玄黄abcdefghij宇", 6700, "天地玄黄|abcdefghij宇", frame.RepairRagged},
		{"天地玄黄abcdefgh.example.ij宇", 6700, "天地玄黄abcd|efgh.|example.ij|宇", frame.RepairStretch},
	} {
		p := roundParagraph(t, c.text, Settings{Autospace: 250})
		lines := p.Break(milli(c.milli))
		if got := joined(lines); lines[0].Repair != c.first || c.first != frame.RepairStretch && got != c.want {
			t.Errorf("%s at %d: %s, %s", c.text, c.milli, got, lines[0].Repair)
		}
	}
}
