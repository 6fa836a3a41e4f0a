package inline

import (
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout/frame"
	"jianbao/layout/unit"
)

// songFont is the bundled 宋 with its Latin companion and 楷 as fallback.
func songFont() *Font {
	lib := fonts.Bundled()
	find := func(name string) *fonts.Face {
		f, ok := lib.Find(name, false)
		if !ok {
			panic("no bundled face " + name)
		}
		return f
	}
	return &Font{
		Stack: &fonts.Stack{Role: "song", Han: []*fonts.Face{find("song"), find("kai")}, Latin: []*fonts.Face{find("serif")}},
		Size:  bodySize,
	}
}

func prepare(t testing.TB, text string, settings Settings) *Paragraph {
	t.Helper()
	var log diag.List
	f := songFont()
	p := NewShaper().Prepare([]Run{{Text: text, Font: f}}, settings, &log)
	if log.HasErrors() {
		t.Fatalf("%q: %v", text, log.Items())
	}
	return p
}

func setAt(t testing.TB, text string, em int, settings Settings) []frame.Line {
	return prepare(t, text, settings).Break(unit.Abs(em) * bodySize)
}

func joined(lines []frame.Line) string {
	parts := make([]string, len(lines))
	for i := range lines {
		parts[i] = lines[i].Text
	}
	return strings.Join(parts, "|")
}

var plain = Settings{Autospace: 250, TrimStart: true}

// legal returns the text with | at every legal break.
func legal(t *testing.T, text string, settings Settings) string {
	p := prepare(t, text, settings)
	var b strings.Builder
	for i := range p.atoms {
		end := int32(len(p.text))
		if i+1 < len(p.atoms) {
			end = p.atoms[i+1].from
		}
		b.WriteString(p.text[p.atoms[i].from:end])
		if p.atoms[i].after == brkAllow {
			b.WriteByte('|')
		}
	}
	return b.String()
}

func TestLegalBreaks(t *testing.T) {
	for _, c := range []struct {
		rule     string
		settings Settings
		want     string
	}{
		{"1.1 closing marks", plain, "天|地，|玄|黄。|宇|宙|（洪|荒）|日"},
		{"1.1 between quotes", plain, "“天”|“地”|和|‘玄’"},
		{"1.1 tilde, dot, slash", plain, "5～|8|月、|卡|尔·|马|克|思、|和/或|者"},
		{"1.1 degree and percent", plain, "达|95%|和|25℃|与|3‰|的"},
		{"1.1 straight quotes", plain, "把|\"天|地\"|和，|\"$x$\"|写|成|\"a |b\"，|（\"玄\"）|黄\"宇"},
		{"1.2 currency", plain, "共|￥300|元、|$5"},
		{"1.2 dashes and ellipses behind opening marks", plain, "称|“——天|地|——|玄”、|（……黄）、|“— 7 —”|和|‘…宇’、|“天”|——|“地|……”"},
		{"1.3 gb lets a dash start a line", plain, "天|——|地|……|玄"},
		{"1.3 strict does not", Settings{Autospace: 250, Level: LevelStrict}, "天——|地……|玄"},
		{"1.4 two ellipses", plain, "天|……|……|地"},
		{"1.5 digits", plain, "在|2024-11-23|的|10:30|有|1,234.56|个"},
		{"1.5 units", plain, "重|10 kg|和|9.8 mg/L|的|3 |VOCs|等"},
		{"1.5 units of computing", plain, "占|64 KB|和|16 MiB|达|14.8 TFLOPS|用|300 |Token|等"},
		{"1.5 note marks", plain, "天|地[1]|玄|黄|……[2]"},
		{"1.5 numbers after #", plain, "见|更|新 #123|和|PR #4、|第|一#5|号"},
		{"1.5 subscripts", plain, "含|SO₂|与|NH₃-N|及|m³|等"},
		{"1.5 address in brackets", plain, "see |Notes|(https://|a.|example/|b), |f(x) |and |((www.|a.|cn))"},
		{"1.5 address", plain, "见|https://|a.|example/|b?|c=|d|页"},
		{"1.6 word joiner", plain, "天\u2060地|玄\u200b|黄\u00a0宇"},
		{"1.6 a break beside a stroke", plain, "用|TCP/\u200b|UDP|和|A\u200b|/B|等"},
		{"1.6 no break before a mark", plain, "用|TCP/\u200b。|和|（\u200b/B"},
		{"2.1 fused", plain, "真|的？！|好！！！|是"},
		{"none breaks anywhere but where the text forbids", Settings{Autospace: 250, Level: LevelNone}, "天|，|地\u2060玄"},
	} {
		if got := legal(t, strings.ReplaceAll(c.want, "|", ""), c.settings); got != c.want {
			t.Errorf("%s: got %s, want %s", c.rule, got, c.want)
		}
	}
}

// shapes writes each mark with two shapes as H (Chinese) or L (Latin).
func TestQuotes(t *testing.T) {
	for text, want := range map[string]string{
		"对“VOCs”治理":           "HH",
		"他说 “Hello world” 然后": "LL",
		"I read “天地” today":   "LL",
		"浓度 9.8 mg/L“达标”":     "HH",
		"“十四五”":               "HH",
		"It’s “VOCs”":         "LLL",
		"“学习‘七一’讲话”":          "HHHH",
		"对“read ‘this’ now”的": "HLLH",
		"甲——乙":                "HH",
		"wait — and see…":     "LL",
		"方案A——B型":             "LL",
		"他说：“天":               "H",
		"见《Nature》“Letters”":  "HH",
	} {
		chars := func() []char {
			s := NewShaper()
			chars := s.collect([]Run{{Text: text}})
			s.resolve(chars)
			return chars
		}()
		got := ""
		for _, c := range chars {
			if strings.ContainsRune("“”‘’—…", c.r) {
				if c.class == cLatin {
					got += "L"
				} else {
					got += "H"
				}
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

// widths lists box and gap widths in thousandths of an em: box+gap.
func TestMarkWidths(t *testing.T) {
	for _, c := range []struct {
		text     string
		settings Settings
		want     string
	}{
		{"天，地", plain, "天1000 ，1000 地1000"},
		{"天。”地", plain, "天1000 。500 ”1000 地1000"},
		{"天”“地", plain, "天1000 ”500 “1000 地1000"},
		{"天（《地", plain, "天1000 （1000 《500 地1000"},
		{"天——“地", plain, "天1000 ——2000 “500 地1000"},
		{"天”——地", plain, "天1000 ”500 ——2000 地1000"},
		{"天，——地", plain, "天1000 ，1000 ——2000 地1000"},
		{"天？！”地", plain, "天1000 ？500 ！500 ”1000 地1000"},
		{"天！！！地", plain, "天1000 ！666.66618 ！666.66691 ！666.66691 地1000"},
		{"卡·马", plain, "卡1000 ·500 马1000"},
		{"天3个", plain, "天1000+250 3529+250 个1000"},
		{"天 3 个", plain, "天1000  250 3529  250 个1000"},
		{"2-甲", plain, "2529 -320 甲1000"},
		{"素-L天", plain, "素1000 -320 L618+250 天1000"},
		{"温-5天", plain, "温1000+250 -320 5529+250 天1000"},
		{"天 地", plain, "天1000  500 地1000"},
		{"天，VOC地", plain, "天1000 ，1000 V664 O748 C662+250 地1000"},
		{"天，地", Settings{Punctuation: Banjiao}, "天1000 ，500 地1000"},
		{"天，地。玄", Settings{Punctuation: Kaiming}, "天1000 ，500 地1000 。1000 玄1000"},
	} {
		lines := setAt(t, c.text, 40, c.settings)
		got := ""
		gs := lines[0].Glyphs
		for i, g := range gs {
			got += g.Text + strconvMilli(g.Advance)
			if i+1 < len(gs) {
				if gap := gs[i+1].X - g.X - g.Advance; gap > 0 {
					got += "+" + strconvMilli(gap)
				}
				got += " "
			}
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func strconvMilli(a unit.Abs) string {
	return unit.Abs(a.Scale(1000*int64(unit.Pt), int64(bodySize))).String()
}

// TestNumbersOfItems: the brackets of a number that begins a paragraph, and the 、 behind
// one, shrink last, so that the texts of items begin below each other (RULES 4.1).
func TestNumbersOfItems(t *testing.T) {
	for _, text := range []string{
		"（一）巡查河道两岸的排水口并登记每一处新发现的渗漏位置以便逐一核对处理",
		"（二）检修水泵，更换滤网；",
		"（十三）汇总各乡镇上报的用水数据，核对后在月底以前报送县水务局备案存档",
		"（14）组织村民代表查看新建水厂的供水管网和水质检测结果并当场回答提问",
		"3、巡查河道两岸的排水口并登记每一处新发现的渗漏位置以便逐一核对处理",
		"12、检修水泵，更换滤网；清洗沉淀池，核对药剂的用量，逐项登记后报送县里备案",
		"二十、汇总各乡镇上报的用水数据，核对后在月底以前报送县水务局备案存档",
	} {
		label := len([]rune(text[:strings.IndexAny(text, "）、")])) + 1
		settings := plain
		settings.Indent = 2 * bodySize
		natural := setAt(t, text, 60, settings)[0].Glyphs[label].X
		for em := 19; em <= 28; em++ {
			line := setAt(t, text, em, settings)[0]
			if x := line.Glyphs[label].X; x < natural || x > natural+bodySize/10 {
				t.Errorf("%d em: %q begins its text at %s instead of %s", em, line.Text, x, natural)
			}
		}
	}
}
