package desk

import (
	"strings"
	"testing"
	"time"
	unicode16 "unicode/utf16"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// phrases are what an editor types with an input method of Pinyin, and what it gives.
var phrases = [][2]string{
	{"ni hao", "你好"}, {"jian bao", "简报"}, {"shi wei ban", "市委办"}, {"hui yi", "会议"}, {"gong zuo", "工作"},
	{"zhong yao", "重要"}, {"jiang hua", "讲话"}, {"wei yuan hui", "委员会"}, {"shu ji", "书记"}, {"ge ming", "革命"},
	{"xian qu", "县区"}, {"lv shi", "律师"}, {"nv er", "女儿"}, {"xi'an", "西安"}, {"fang'an", "方案"},
	{"diao yan", "调研"}, {"zu zhi", "组织"}, {"bu shu", "部署"}, {"luo shi", "落实"}, {"fa zhan", "发展"},
	{"shui wu ju", "水务局"}, {"gong shui", "供水"}, {"bao zhang", "保障"}, {"yan jiu", "研究"}, {"tong zhi", "通知"},
	{"yin fa", "印发"}, {"cheng ji", "成绩"}, {"wen ti", "问题"}, {"jian yi", "建议"}, {"cuo shi", "措施"},
	{"qi ye", "企业"}, {"nong cun", "农村"}, {"she qu", "社区"}, {"qun zhong", "群众"}, {"fu wu", "服务"},
	{"jian cha", "检查"}, {"an quan", "安全"}, {"sheng chan", "生产"}, {"huan bao", "环保"}, {"yi shi er niao", "一石二鸟"},
	{"zhong hua ren min gong he guo", "中华人民共和国"}, {"jing yan", "经验"}, {"jiao liu", "交流"}, {"pei xun", "培训"},
	{"biao", "𫓧"}, {"ji", "𠮷"}, {"long", "𬺞"}, {"dou hao", "，"}, {"ju hao", "。"}, {"sheng lve", "……"},
}

// composer types with an input method, through the browser's own composition.
type composer struct {
	p     *Tab
	began time.Time // of the composition that is open
	spans [][2]time.Time
}

// letters shows the letters of a composition one after the other.
func (c *composer) letters(text string) {
	c.p.T.Helper()
	c.began = time.Now()
	for i := range text {
		c.set(text[:i+1])
	}
}

func (c *composer) set(text string) {
	c.p.T.Helper()
	n := int64(len(utf16(text)))
	if _, err := chromedp.Call(c.p.ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: text, SelectionStart: n, SelectionEnd: n}); err != nil {
		c.p.T.Fatal(err)
	}
}

// commit ends the composition with a text.
func (c *composer) commit(text string) {
	c.p.T.Helper()
	c.spans = append(c.spans, [2]time.Time{c.began, time.Now()})
	c.p.Type(text)
}

// cancel ends the composition with nothing.
func (c *composer) cancel() {
	c.p.T.Helper()
	c.spans = append(c.spans, [2]time.Time{c.began, time.Now()})
	c.set("")
}

// TestComposition types 50 phrases with an input method at many places of a text, some
// over a selection and some given up: nothing is lost or doubled, and while a composition
// is open nothing is sent and no pages are composed.
func TestComposition(t *testing.T) {
	t.Parallel()
	d := Start(t, Sample(t, "heyuan-2024-06"))
	p := d.Open()
	p.WaitReady()
	file := p.Articles()[1]
	p.Select(file)
	model := []rune(p.Text())
	index := func(at int) int { return len(utf16(string(model[:at]))) }
	c := &composer{p: p}
	known := map[string]bool{} // every text between compositions
	if len(phrases) != 50 {
		t.Fatal(len(phrases))
	}
	for n, phrase := range phrases {
		at, over := (n*37+11)%len(model), 0
		switch {
		case n%5 == 1: // at the end of what was typed before
			from, _ := p.Caret()
			at = len([]rune(string(unicode16.Decode(utf16(string(model))[:from]))))
		case n%7 == 3:
			over = 2
		}
		p.SetSelection(index(at), index(min(at+over, len(model))))
		over = min(at+over, len(model)) - at
		if n%6 == 5 { // thought better of
			c.letters(phrase[0])
			known[string(model)] = true
			before := string(model[:at]) + string(model[at+over:]) // the selection is gone, as everywhere
			c.cancel()
			model = []rune(before)
			known[before] = true
			p.SetSelection(index(at), index(at))
			over = 0
		}
		c.letters(phrase[0])
		if got, want := p.Text(), string(model[:at])+phrase[0]+string(model[at+over:]); got != want {
			t.Fatalf("phrase %d, while it is composed: the text is %q, not %q", n, got, want)
		}
		if n == 20 || n == 40 { // a pause for thought: what was typed before is saved meanwhile
			const saved = `() => document.body.dataset.saved === document.body.dataset.revision && document.body.dataset.state === "ready"`
			var before State
			for again := true; again; { // on a slow machine the page may not have begun to save yet
				p.WaitFor("what was typed before on disk", saved)
				before = p.State()
				time.Sleep(300 * time.Millisecond)
				again = p.State() != before
			}
			time.Sleep(600 * time.Millisecond)
			if now := p.State(); now != before || now.Saved != now.Revision {
				t.Errorf("phrase %d, while it is composed: %+v, before %+v", n, now, before)
			}
			if n == 40 { // and another file is changed outside
				other := p.Articles()[5]
				d.Write(other, d.Read(other)+"\n\n补充一段。\n")
				time.Sleep(1500 * time.Millisecond)
			}
		}
		c.commit(phrase[1])
		model = append(append(append([]rune(nil), model[:at]...), []rune(phrase[1])...), model[at+over:]...)
		known[string(model)] = true
		if got := p.Text(); got != string(model) {
			t.Fatalf("phrase %d, %q: the text is %q, not %q", n, phrase[1], got, string(model))
		}
		if from, to := p.Caret(); from != to || from != index(at+len([]rune(phrase[1]))) {
			t.Errorf("phrase %d: the cursor is at %d to %d", n, from, to)
		}
	}
	p.WaitFor("the last phrase on disk", `() => Number(document.body.dataset.saved) === Number(document.body.dataset.revision) && document.body.dataset.state !== "busy"`)
	deadline := time.Now().Add(patience)
	for d.Read(file) != string(model) && time.Now().Before(deadline) {
		p.Idle()
	}
	if got := d.Read(file); got != string(model) {
		t.Errorf("the file has %q, not %q", got, string(model))
	}
	puts := 0
	for _, r := range p.Requests() {
		if r.Method == "GET" || strings.Contains(r.URL, "/api/pages") {
			continue
		}
		puts++
		if !known[r.Body] {
			t.Errorf("%s %s sends what was not committed: %.60q", r.Method, r.URL, r.Body)
		}
		for n, span := range c.spans {
			// What was typed before a composition may be on its way when it begins.
			if r.Time.After(span[0].Add(300*time.Millisecond)) && r.Time.Before(span[1]) {
				t.Errorf("%s %s while composition %d is open", r.Method, r.URL, n)
			}
		}
	}
	if puts < 20 {
		t.Errorf("only %d requests with texts were seen", puts)
	}
	p.Screenshot("composed")
}
