// Package gen generates text for tests of line breaking: random Chinese bulletin
// text in which difficult cases are frequent, and difficult cases by
// enumeration. Equal seeds give equal text.
package gen

import (
	"math/rand/v2"
	"strings"
)

// Marks holds the full-width marks of RULES 2, including those of half an em and
// the paired ones.
var Marks = strings.Split("、 ， 。 ． ： ； ？ ！ “ ” ‘ ’ （ ） 《 》 〈 〉 「 」 『 』 【 】 〔 〕 ［ ］ —— …… ～ · – / ？！ ！！ ！！！", " ")

// kind is a kind of text element, with its relative frequency.
type kind struct {
	weight int
	make   func(r *rand.Rand) string
}

func oneOf(list ...string) func(*rand.Rand) string {
	return func(r *rand.Rand) string { return list[r.IntN(len(list))] }
}

var alphabet = []kind{
	{60, hanWord},
	{2, oneOf("𬬱", "𠮷", "䶮", "㛃", "𰻝", "𫖯", "〇", "々", "〻")},
	{1, oneOf("葛\U000e0101城", "辻\ufe00", "者\ufe01")},
	{14, oneOf("，", "。", "、", "；", "：", "？", "！", "，", "。", "、")},
	{4, quoted},
	{3, oneOf("（一）", "（2024）", "（含 COD）", "（", "）", "〔2024〕11 号", "【", "】")},
	{2, oneOf("——", "……", "…………", "—", "～", "⸺", "⋯⋯", "…")},
	{2, oneOf("·", "–", "/", "／", "・", "‧")},
	{1, oneOf("？！", "！！", "！？", "！！！", "？？？", "‼", "⁉")},
	{4, func(r *rand.Rand) string { return Marks[r.IntN(len(Marks))] }},
	{2, oneOf("“", "”", "‘", "’", "《", "》", "「", "」", "『", "』")},
	{6, number},
	{5, latin},
	{1, oneOf("https://www.example.org/a/b-c_d?e=f&g=h.html", "water@example.gov.cn", "www.example.org/x")},
	{3, oneOf(" ", " ", " ", "\u3000", "\u00a0", "\u2060", "\u200b", "  ")},
	{1, oneOf("[1]", "[2,3]", "①", "²", "₂")},
	{1, oneOf("　", "～", "〜", "゠", "‐")},
	{1, oneOf("－", "＋", "＜", "＞", "≥", "√", "№", "∶", "㎡", "®", "©", "─", "#", "@", "~", "★", "Ⅻ", "①", "＂", "﹝", "﹞", "‹", "›")},
}

var total = func() int {
	n := 0
	for _, k := range alphabet {
		n += k.weight
	}
	return n
}()

// Text returns about n characters of random text without hard breaks.
func Text(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15))
	var b strings.Builder
	for count := 0; count < n; {
		s := pick(r)
		count += len([]rune(s))
		b.WriteString(s)
	}
	return strings.TrimSpace(b.String())
}

// Prose returns about n characters of random text that an editor could have
// written, with marks after words, quotes in pairs and spaces where they belong.
func Prose(seed uint64, n int) string {
	r := rand.New(rand.NewPCG(seed, 0xd1b54a32d192ed03))
	var b strings.Builder
	for count := 0; count < n; {
		var s string
		switch x := r.IntN(100); {
		case x < 55:
			s = hanWord(r)
		case x < 70:
			s = hanWord(r) + number(r)
		case x < 78:
			s = hanWord(r) + latin(r) + hanWord(r)
		case x < 84:
			s = quoted(r)
		case x < 87:
			s = hanWord(r) + "（" + hanWord(r) + "）" + hanWord(r)
		case x < 89:
			s = hanWord(r) + "——" + hanWord(r)
		case x < 90:
			s = hanWord(r) + "……"
		default:
			s = hanWord(r) + oneOf("，", "。", "、", "；", "：", "，", "，")(r)
		}
		count += len([]rune(s))
		b.WriteString(s)
	}
	return strings.TrimRight(b.String(), "，。、；：") + "。"
}

var dense = []rune("国中用一的AbzIQ019.,;:!?()[]{}'\"/\\-–—…‐‑·•×÷±%‰°℃¥￥$€£#&@*+=<>~～、。，；：！？「」『』（）《》〈〉【】〔〕“”‘’——……" +
	"  \u00a0\u200b\u2060\u3000〇○①⑴一〜・ー々àéñфΩاアあ한³²₂½ⅠⅡ™©§†‡→\n㎡№ＡＺ０９％ｱﾊ🙂☆㈱〒が한글―‥⁄∕≤√αЖ－＋＜＞＂＃＠∶─㎡®‹›©")

// Dense returns up to 60 characters from a small set that have rules of their
// own, including hard breaks. Nobody writes such text, but files may contain it.
func Dense(seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 0x94d049bb133111eb))
	n := 1 + r.IntN(8)
	if r.IntN(3) == 0 {
		n = 1 + r.IntN(60)
	}
	few := make([]rune, 2+r.IntN(6))
	for i := range few {
		few[i] = dense[r.IntN(len(dense))]
	}
	text := make([]rune, n)
	for i := range text {
		text[i] = few[r.IntN(len(few))]
	}
	return string(text)
}

func pick(r *rand.Rand) string {
	n := r.IntN(total)
	for _, k := range alphabet {
		if n -= k.weight; n < 0 {
			return k.make(r)
		}
	}
	return ""
}

const common = "水务局河湖治理全市生态环境保护工作会议开展监测数据显示加强组织领导推进项目建设单位群众满意度提高质量安全生产责任落实经济发展文化教育卫生服务农村城市道路运输能源资源节约利用"

func hanWord(r *rand.Rand) string {
	c := []rune(common)
	n := 1 + r.IntN(5)
	var b strings.Builder
	for range n {
		if r.IntN(12) == 0 {
			b.WriteRune(rune(0x4e00 + r.IntN(0x5000)))
			continue
		}
		b.WriteRune(c[r.IntN(len(c))])
	}
	return b.String()
}

func quoted(r *rand.Rand) string {
	inner := hanWord(r)
	switch r.IntN(8) {
	case 0:
		inner = latin(r)
	case 1:
		inner = "‘" + hanWord(r) + "’"
	case 2:
		return "《" + inner + "》"
	case 3:
		inner += "。"
	}
	return "“" + inner + "”"
}

func number(r *rand.Rand) string {
	return oneOf("3", "12", "2024", "1,234.56", "2024-11-23", "10:30", "95%", "2024～2025", "2024–2025", "36.5℃",
		"10 kg", "9.8 mg/L", "120 km²", "35 μg/m³", "30%～50%", "￥3000", "$12.5", "-5", "±0.3", "1/3", "5‰", "5~8", "10% ~ 20%", "400 820 8820", "（0571）86201234", "326 处", "10月8日")(r)
}

func latin(r *rand.Rand) string {
	return oneOf("VOCs", "PM2.5", "COD", "NH₃-N", "SO₂", "internationalization", "GB/T 9704", "Water Resources Department",
		"e-mail", "Excel", "it’s", "B2B", "communication systems", "A", "WPS Office 2019",
		"getUserAccountInformation", "/srv/share/final_report-v3.docx", "v2.10.3-beta.20260318", "com.example.gateway:transport")(r)
}

// Around returns middle with n Han before and m after it, so that middle can be
// put at any position of a line.
func Around(middle string, n, m int) string {
	return repeat("河湖治理生态环境", n) + middle + repeat("监测数据显示水质", m)
}

func repeat(s string, n int) string {
	r := []rune(s)
	var b strings.Builder
	for i := range n {
		b.WriteRune(r[i%len(r)])
	}
	return b.String()
}

// Pairs returns every ordered pair of marks.
func Pairs() []string {
	var out []string
	for _, a := range Marks {
		for _, b := range Marks {
			out = append(out, a+b)
		}
	}
	return out
}

// Triples returns every ordered triple of marks.
func Triples() []string {
	var out []string
	for _, a := range Marks {
		for _, bc := range Pairs() {
			out = append(out, a+bc)
		}
	}
	return out
}
