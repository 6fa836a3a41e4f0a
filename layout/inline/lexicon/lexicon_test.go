package lexicon

import (
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// wordsHash is the SHA-256 of words.bin as ./generate writes it.
const wordsHash = "7a5038e7eb5ef1b9f06bd6f6843dc052097ee6554c577be11d2faa6ee75f5a40"

// all reads the dictionary from beginning to end, without searching.
func all(t *testing.T) map[string]int {
	t.Helper()
	prices := map[string]int{}
	var last []uint16
	for start := 0; start < len(words); start += blockSize {
		block := words[start : start+blockSize]
		for at := 0; at+4 <= len(block) && (block[at] != 0 || block[at+1] != 0 || block[at+2] != 0); {
			shared, n := int(block[at]>>4), int(block[at]&15)+1
			if at == 0 && shared != 0 {
				t.Fatalf("the block at %d begins with a word that shares %d units", start, shared)
			}
			word := slices.Clone(last[:shared])
			for k := range n {
				word = append(word, unit(block, at+1+2*k))
			}
			if slices.Compare(last, word) >= 0 {
				t.Fatalf("%s is not after %s", string(utf16.Decode(word)), string(utf16.Decode(last)))
			}
			prices[string(utf16.Decode(word))] = int(block[at+1+2*n])
			at += 2 + 2*n
			last = word
		}
	}
	return prices
}

// TestFind: the search finds every word of the dictionary with its price, knows
// which of them begin longer words, and finds no others. It tries a quarter of the
// words, all with JIANBAO_THOROUGH.
func TestFind(t *testing.T) {
	if len(words) > 2_600_000 || len(words)%blockSize != 0 {
		t.Errorf("words.bin has %d bytes", len(words))
	}
	if sum := fmt.Sprintf("%x", sha256.Sum256([]byte(words))); sum != wordsHash {
		t.Errorf("the SHA-256 of words.bin is %s", sum)
	}
	prices := all(t)
	longer := map[string]bool{}
	for w := range prices {
		for i := range w {
			longer[w[:i]] = true
		}
	}
	every := os.Getenv("JIANBAO_THOROUGH") != ""
	for w, price := range prices {
		if !every && (w[0]+w[len(w)-1])%4 != 0 {
			continue
		}
		word := utf16.Encode([]rune(w))
		f := find(word, 0)
		if !f.ok || f.price != price || f.longer != longer[w] {
			t.Fatalf("%s: %+v, want price %d, longer %v", w, f, price, longer[w])
		}
		if n := len(word) - 1; n > 0 {
			if again := find(word, find(word[:n], 0).block); again != f {
				t.Fatalf("%s: %+v from the block of its beginning, want %+v", w, again, f)
			}
		}
		other := w[:len(w)-1] + "\x80" // the character before, or another of the same 64
		if _, known := prices[other]; !known && find(utf16.Encode([]rune(other)), 0).ok {
			t.Fatalf("%s is found and not in the dictionary", other)
		}
	}
	if n := len(prices); n < 349_045 {
		t.Errorf("%d words", n)
	}
	own, err := os.ReadFile("own.txt")
	if err != nil {
		t.Fatal(err)
	}
	for w := range strings.FieldsSeq(string(own)) {
		if _, ok := prices[w]; !ok {
			t.Errorf("%s of own.txt is not in words.bin: run ./generate", w)
		}
	}
}

// marked writes a text with its boundaries: + Compound, _ Close, a blank Between, / Clause,
// | Phrase.
func marked(text string) string {
	var b strings.Builder
	runes := []rune(text)
	for i, c := range Boundaries(runes) {
		if i > 0 {
			b.WriteString([]string{Inside: "", Compound: "+", Close: "_", Between: " ", Clause: "/", Phrase: "|"}[c])
		}
		b.WriteRune(runes[i])
	}
	return b.String()
}

func TestBoundaries(t *testing.T) {
	for _, c := range []struct{ what, want string }{
		{"words", "财政+收入 同比 增长"},
		{"the longest word is not always right", "研究/生命 起源"},
		{"a long word", "全国+人民+代表大会 会议"},
		{"a word of four characters", "联系+电话 心直口快"},
		{"terms of offices", "职工 住房+公积金 缴存 基数"},
		{"names of rules", "落实/八项+规定 情况"},
		{"a name of a place", "芦溪镇/召开/河长制 工作 会议"},
		{"the suffix after a common word begins the next", "做好/县城区 防汛 工作"},
		{"a surname and a given name", "副县长 陈立群 到_石塘镇/调研"},
		{"a surname of two characters", "青年+教师 欧阳静/荣获/一等奖"},
		{"a name that begins as another", "县政府|关于_李鹏丽等 同志 任职的|通知"},
		{"a name with a dot", "记_卡尔 ·马克思 和_艾力 ·买买提"},
		{"characters of an unknown word", "渌口区/开展/活动"},
		{"a number in Han", "二〇二六年 第一+季度"},
		{"a percentage", "增长 百分之十二"},
		{"a number in digits and what it counts", "全县/建成/32万亩 农田"},
		{"a preposition and its object", "对_学校 进行/检查"},
		{"的 belongs to the word before it", "工作的 通知"},
		{"关于 and the 的 of its object", "县政府|关于_加强/防汛 工作的|通知"},
		{"an adverb and its verb", "水务 部门/联合_开展/检查"},
		{"marks", "学习 《 水法 》 ， 守护/河湖"},
		{"的 behind a quotation", "“ 两山 ”+的 理念"},
		{"号 behind a quotation", "“ 望海 ”+号 返航"},
		{"a head noun behind a quotation", "“ 清网 ”_行动 收官"},
		{"a decimal in Han", "增长 百分之三点八 低于 三十二点六亿元"},
		{"a fraction in Han", "低于 万分之七 和_千分之三"},
		{"the day of a date", "五月_十六日 和_5月_16日/召开"},
		{"a foreign name that the dictionary lacks", "会见 埃尔登巴特 一行"},
		{"a foreign name that ends with a surname", "会见 阿尔瓦罗 校长"},
		{"a Japanese name", "选手 伊藤朋奈 退役"},
		{"a kind of institution behind a word that can be a verb", "计量/检查_中心/赴_企业"},
		{"a conjunction before a quotation", "“ 一网 ” 与_“ 一窗 ”"},
		{"a kind of institution", "柳湾 自来水_公司/召开/会议"},
		{"a kind of institution behind a verb", "成立/委员会"},
		{"an autonomous place", "石塘 布依族+苗族+自治州/成立"},
		{"a rare surname of two characters", "代表 淳于文博 发言"},
		{"another", "教授 轩辕志刚"},
		{"a verb of one character", "医疗队/赴_柳湾/开展/义诊"},
		{"a name with 和 behind the dot", "记_巴特尔 ·苏和 荣获/奖章"},
		{"Latin words", "治理 VOCs 企业"},
	} {
		text := strings.NewReplacer("+", "", "_", "", " ", "", "/", "", "|", "").Replace(c.want)
		if got := marked(text); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// FuzzBoundaries: there is a boundary for each character; no word includes a mark, and a run of ASCII letters is not divided.
func FuzzBoundaries(f *testing.F) {
	for _, text := range []string{"关于印发《石塘镇工作方案》的通知", "2026年VOCs治理", "的的关于的", "\ufffd𠮷。"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		runes := []rune(text)
		got := Boundaries(runes)
		if len(got) != len(runes) {
			t.Fatalf("%d boundaries for %d characters", len(got), len(runes))
		}
		ascii := func(r rune) bool { return r >= 'a' && r <= 'z' }
		for i := 1; i < len(runes); i++ {
			a, b := runes[i-1], runes[i]
			if strings.ContainsRune("，。《》“” ", a) || strings.ContainsRune("，。《》“” ", b) {
				if got[i] != Between && got[i] != Close && got[i] != Compound {
					t.Fatalf("%q: boundary %d beside a mark at %d", text, got[i], i)
				}
			} else if ascii(a) && ascii(b) && got[i] != Inside {
				t.Fatalf("%q: boundary %d inside a Latin word at %d", text, got[i], i)
			}
		}
	})
}

// BenchmarkBoundaries divides a title of 38 characters.
func BenchmarkBoundaries(b *testing.B) {
	text := []rune("县市场监督管理局关于公布二〇二六年第一季度电梯维护保养单位质量抽查结果的通告")
	for b.Loop() {
		Boundaries(text)
	}
}
