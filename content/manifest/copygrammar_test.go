package manifest

import (
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// copyGrammar makes copy of the markup in its containers: emphasis, links, tags, comments,
// formulas and spans in one another, in quotations, lists, boxes, notes and tables, over
// several lines. It comes upon what FuzzCopy needs an hour for.
type copyGrammar struct {
	*rand.Rand
	pieces []string
}

func (g *copyGrammar) pick(of ...string) string { return of[g.IntN(len(of))] }

// inline makes markup in markup, to a depth.
func (g *copyGrammar) inline(depth int) string {
	if depth <= 0 {
		return g.pick(g.pieces...)
	}
	var out strings.Builder
	for range 1 + g.IntN(3) {
		out.WriteString(g.around(g.inline(depth - 1 - g.IntN(2))))
	}
	return out.String()
}

// around puts markup around a text, or beside it.
func (g *copyGrammar) around(text string) string {
	switch g.IntN(22) {
	case 0:
		sign := g.pick("*", "**", "***", "_", "__")
		return sign + text + sign
	case 1:
		to := g.pick("#b", "https://a.cn/", "https://a.cn/_c*$", "略", "<#b>", "#<!-- 注 -->b", "#(b)", "a/b")
		return "[" + text + "](" + to + g.pick("", "", " ", "\n") + g.pick("", "", "(c)", "(\\\n)", "(*_)") + ")"
	case 2:
		return "<" + g.pick("https://a.cn/", "_li_@a.cn", "https://a.cn/*$^~", "a@a.cn") + ">"
	case 3:
		return "<!--" + g.pick("", ">", "->", " 注 ", "*", "|", "]", "-", text) + "-->"
	case 4:
		tag := g.pick("b", "em", "p", "sup", "small", "u", "B\n", "em a", "b a\n_", "p ", "sub", "br", "a", "div")
		return "<" + tag + ">" + text + "</" + strings.Fields(tag)[0] + g.pick("", "", "\n", " ") + ">"
	case 5:
		sign := g.pick("~", "^", "~~")
		return sign + g.pick("2", "a", "1", "n+1", text) + sign
	case 6:
		sign := g.pick("$", "$$")
		return sign + g.pick("x_1", "a*b*c", "y^*", text) + sign
	case 7:
		return g.pick(`\(`, `\[`) + text + g.pick(`\)`, `\]`)
	case 8:
		return "[" + text + "]{" + g.pick(".dot", ".u", ".name .u", "chóng", "2") + "}"
	case 9:
		return "<br>"
	case 10:
		return `\` + text
	case 11:
		return "（" + text + "）"
	case 12:
		return g.pick("[^1]", "[^甲]", "![", "![甲](", "["+text+"]["+text+"]", "("+text+")")
	}
	return text
}

// article makes the lines of some blocks, with something else at some place.
func (g *copyGrammar) article() string {
	var out strings.Builder
	if g.IntN(25) == 0 {
		out.WriteString(g.pick("---\n", "+++\n"))
	}
	for range 1 + g.IntN(3) {
		first := g.pick("", "", "", "> ", "- ", "1. ", "> - ", "# ", ">", "* ", "2) ", "   ", "    ", `\1. 甲`, "> [!甲]", "> [!]\n> ", ">[!"+g.inline(0)+"]"+g.inline(0)+"\n>", "[^1]: ", "[^甲]：", "表：", "> > ", "- 1. ")
		text := g.inline(1 + g.IntN(3))
		if g.IntN(6) == 0 {
			text = "|" + text + "|" + g.inline(1) + "|\n|-|-|\n|" + g.pick(">", "^", g.inline(1)) + "|" + g.pick(">", "^<!-- 注 -->", g.inline(2)) + g.pick("|", "")
		}
		out.WriteString(first + strings.ReplaceAll(text, "\n", "\n"+g.pick("", "> ", "  ", "   ", ">   ", first)))
		out.WriteString(g.pick("\n", "\n\n", "\n\n", "\n---\n", "\n===\n", "\n$$\n"))
	}
	text := []rune(out.String())
	if g.IntN(3) == 0 {
		other := g.pick("<!-->", "<!-- 注 -->", "\n> ", "\n", `\`, "|", "<b>", "<p>", "*", "$", "[", "](#a)", "<!--", "-->", ">", "<", "\n>", " ")
		text = slices.Insert(text, g.IntN(len(text)+1), []rune(other)...)
	}
	return strings.TrimSpace(string(text))
}

// TestCopyGrammar is TestCopySurvives for markup in markup.
func TestCopyGrammar(t *testing.T) {
	n := 5000
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		n = 50_000
	}
	g := &copyGrammar{rand.New(rand.NewPCG(11, 5)), slices.Concat(copyAlphabet, copyWords, copyLines, copyTags, copySpanWords)}
	for range n {
		text := g.article()
		if len(text) > 400 {
			continue
		}
		if copyFault([]string{text}) != "" {
			parts := smallestCopy(strings.Split(text, ""))
			t.Errorf("%q: %s", strings.Join(parts, ""), copyFault(parts))
		}
	}
}
