package desk

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// session edits an issue in the browser and in a model at the same time.
type session struct {
	t      testing.TB
	r      *rand.Rand
	p      *Tab
	m      *model
	head   string   // of the manifest, up to its sections; stays as it is
	log    []string // of what was done
	count  int
	cached string // manifest that parse is of
	parse  parsed
}

// modelIssue writes an issue with files of all line ends, and its model.
func modelIssue(t testing.TB, ending, mark string) (folder string, m *model, head string) {
	t.Helper()
	m = &model{files: map[string]string{
		"articles/lf.md":     "第一段，用换行。\n\n第二段有**重点**。\n",
		"articles/crlf.txt":  "第一段，回车换行。\r\n第二段。\r\n末段，没有行末",
		"articles/cr.txt":    "只有回车的第一段。\r第二段𠮷。\r",
		"articles/bom.txt":   "\ufeff有标记的文件。\n第二段。\n",
		"articles/mixed.txt": "换行。\n回车换行。\r\n回车。\r末段𬬱。\r\n",
	}}
	head = "# 开头的注释\nschema = 1\n\n[publication] # 刊\ntitle  = \"对照\"   # 刊名\nissuer = [\"办公室\"]\n\n# 本期\n[issue]\nyear   = 2026\nnumber = 1\ndate   = 2026-01-15\n\n"
	text := head
	n := 0
	for _, s := range [][]string{{"lf.md", "crlf.txt", ""}, {"cr.txt", "bom.txt"}, {"mixed.txt"}} {
		sec := section{title: fmt.Sprintf("栏目%d", len(m.sections)+1)}
		text += fmt.Sprintf("[[section]]\ntitle = %q # 栏\n\n", sec.title)
		for _, file := range s {
			n++
			e := entry{title: fmt.Sprintf("文章%d", n), comments: []string{fmt.Sprintf("# 前%d", n), fmt.Sprintf("# 里%d", n)}}
			text += e.comments[0] + "\n[[section.article]]\n" + fmt.Sprintf("title = %q\n", e.title) + e.comments[1] + "\n"
			if file == "" {
				e.text = "清单里的\"正文\"，有\\号。\n\n第二段。\n"
				text += "text = \"\"\"\n清单里的\"正文\"，有\\\\号。\n\n第二段。\n\"\"\"\n"
			} else {
				e.file = "articles/" + file
				text += fmt.Sprintf("file  = %q\n", e.file)
			}
			text += "\n"
			sec.articles = append(sec.articles, e)
		}
		m.sections = append(m.sections, sec)
	}
	folder = filepath.Join(t.TempDir(), "model")
	put := func(name, data string) {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("issue.toml", mark+strings.ReplaceAll(text, "\n", ending))
	for name, data := range m.files {
		put(name, data)
	}
	return folder, m, mark + strings.ReplaceAll(head, "\n", ending)
}

// parsed is a manifest as Python's tomllib reads it.
type parsed struct {
	Section []struct {
		Title   string
		Article []struct{ Title, File, Text string }
	}
}

// tomllib reads a manifest with Python.
func tomllib(t testing.TB, name string) parsed {
	t.Helper()
	out, err := exec.Command("python3", "-c", `import json, sys, tomllib
text = open(sys.argv[1], "rb").read().decode("utf-8-sig")
print(json.dumps(tomllib.loads(text), default=str))`, name).CombinedOutput()
	var m parsed
	if err != nil || json.Unmarshal(out, &m) != nil {
		data, _ := os.ReadFile(name)
		t.Fatalf("tomllib: %v\n%s\n%s", err, out, data)
	}
	return m
}

// verify compares everything on disk with the model.
func (s *session) verify() {
	s.t.Helper()
	s.p.Settle()
	d := s.p.Desk
	for name, want := range s.m.files {
		if got := d.Read(name); got != want {
			s.fail("%s has\n%q, expected\n%q", name, got, want)
		}
	}
	files, err := filepath.Glob(filepath.Join(d.Folder, "articles", "*"))
	if err != nil || len(files) != len(s.m.files) {
		s.fail("%d files: %v; expected %d", len(files), files, len(s.m.files))
	}
	raw := d.Read("issue.toml")
	if !strings.HasPrefix(raw, s.head) {
		s.fail("the beginning of the manifest has changed:\n%s", raw)
	}
	var want []string
	got := tomllib(s.t, filepath.Join(d.Folder, "issue.toml"))
	var have []string
	for _, sec := range s.m.sections {
		want = append(want, "section "+sec.title)
		for _, e := range sec.articles {
			want = append(want, fmt.Sprintf("%q %q %q", e.title, e.file, e.text))
			for _, c := range e.comments {
				if strings.Count(raw, c+"\n")+strings.Count(raw, c+"\r") != 1 {
					s.fail("comment %q of %q is not there once:\n%s", c, e.title, raw)
				}
			}
		}
	}
	for _, sec := range got.Section {
		have = append(have, "section "+sec.Title)
		for _, e := range sec.Article {
			have = append(have, fmt.Sprintf("%q %q %q", e.Title, e.File, e.Text))
		}
	}
	if !slices.Equal(have, want) {
		s.fail("the manifest has\n%s\nexpected\n%s\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"), raw)
	}
	if strings.Contains(s.head, "\r\n") && strings.Count(raw, "\n") != strings.Count(raw, "\r\n") {
		s.fail("line ends of the manifest: %q", raw)
	}
	if name := s.p.File(); name != "" && name != "issue.toml" {
		if text, ok := s.textOf(name); ok && s.p.Text() != text {
			s.fail("the text field of %s has\n%q, expected\n%q", name, s.p.Text(), text)
		}
	}
}

func (s *session) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("after %d edits: %s\nlast edits:\n%s", s.count, fmt.Sprintf(format, args...), strings.Join(s.log[max(0, len(s.log)-12):], "\n"))
}

// textOf returns the text that the field of an article must have.
func (s *session) textOf(name string) (string, bool) {
	if i := slices.Index(s.m.names(), name); i >= 0 && strings.HasPrefix(name, "issue.toml#") {
		return s.m.entry(i).text, true
	}
	raw, ok := s.m.files[name]
	return lineFeeds(strings.TrimPrefix(raw, "\ufeff")), ok
}

// open opens an article and waits for its text.
func (s *session) open(n int) string {
	s.t.Helper()
	name := s.m.names()[n]
	// Not by a point of the screen: the list may be about to move.
	Eval[bool](s.p, `(n) => { document.querySelector("[data-index=\"" + n + "\"]").click(); return true; }`, n)
	want, _ := s.textOf(name)
	for end := time.Now().Add(patience); s.p.File() != name || s.p.Text() != want; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			s.fail("%s is opened; the text field of %s has\n%q, expected\n%q; on disk\n%s", name, s.p.File(), s.p.Text(), want, s.state())
		}
	}
	return name
}

// settleOrder waits until the list shows the articles of the model.
func (s *session) settleOrder() {
	s.t.Helper()
	var titles, sections []string
	for i := range s.m.names() {
		in, _ := s.m.at(i)
		titles, sections = append(titles, s.m.entry(i).title), append(sections, s.m.sections[in].title)
	}
	const equal = `(names, titles, sections) => {
		const list = [...document.querySelectorAll("[data-article][data-index]")];
		return list.length === names.length && list.every((e, i) => e.dataset.article === names[i] && e.textContent.includes(titles[i]) && e.parentElement.previousElementSibling.textContent.includes(sections[i]));
	}`
	for end := time.Now().Add(patience); !Eval[bool](s.p, equal, s.m.names(), titles, sections); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			s.fail("the list has %v, expected %v %q; status %q; on disk\n%s", s.p.Articles(), s.m.names(), titles, s.p.Status(), s.state())
		}
	}
}

var words = []string{"的", "河", "水", "汛", "𠮷", "𬬱", "《", "》", "，", "。", "a", "B", "7", " ", "—", "é", "😀"}

func (s *session) word(most int) string {
	text := ""
	for range 1 + s.r.IntN(most) {
		text += words[s.r.IntN(len(words))]
	}
	return text
}

// mixed reports whether a text has several kinds of line ends.
func mixed(raw string) bool {
	rest := strings.ReplaceAll(raw, "\r\n", "")
	kinds := 0
	for _, found := range []bool{len(rest) != len(raw), strings.Contains(rest, "\r"), strings.Contains(rest, "\n")} {
		if found {
			kinds++
		}
	}
	return kinds > 1
}

// typeText types, pastes or deletes at a random place of an article.
func (s *session) typeText(n int, paste bool) {
	name := s.open(n)
	text, _ := s.textOf(name)
	runes := []rune(text)
	from := s.r.IntN(len(runes) + 1)
	to := from
	if s.r.IntN(3) == 0 {
		for to < len(runes) && to-from < 4 && runes[to] != '\n' {
			to++
		}
	}
	insert := s.word(5)
	if paste {
		insert = s.word(6) + "\n\n" + s.word(9) + "\n" + s.word(3)
		if mixed(s.m.files[name]) {
			insert = s.word(30)
		}
	}
	if to > from && s.r.IntN(3) == 0 {
		insert = ""
	}
	file := name
	if strings.HasPrefix(name, "issue.toml#") {
		file = "issue.toml"
	}
	a, b := len(string(runes[:from])), len(string(runes[:to]))
	s.m.do(func() {
		if file == "issue.toml" {
			s.m.entry(n).text = text[:a] + insert + text[b:]
			return
		}
		raw, mark := strings.CutPrefix(s.m.files[name], "\ufeff")
		raw = replaced(raw, a, b, insert)
		if mark {
			raw = "\ufeff" + raw
		}
		s.m.files[name] = raw
	})
	if insert == "" && from == to {
		s.m.done = s.m.done[:len(s.m.done)-1]
		return
	}
	s.m.done[len(s.m.done)-1].typed = file
	s.note("type %q at %d to %d of %s", insert, from, to, name)
	s.p.SetSelection(len(utf16(string(runes[:from]))), len(utf16(string(runes[:to]))))
	if insert == "" {
		s.p.Press(Delete)
	} else {
		s.p.Type(insert)
	}
	if want, _ := s.textOf(name); s.p.Text() != want {
		s.fail("the text field has\n%q, expected\n%q", s.p.Text(), want)
	}
}

func (s *session) note(format string, args ...any) {
	s.log = append(s.log, fmt.Sprintf(format, args...))
}

// undo takes the last step back by the button. Typing in one file is one step or
// several, by when it was done.
func (s *session) undo() {
	if len(s.m.done) == 0 {
		return
	}
	s.p.Settle()
	before := s.state()
	s.p.ClickOn(`[data-action="undo"]`)
	var tried []string
	end := time.Now().Add(patience)
	for {
		now := s.state()
		if now != before {
			tried = nil
			for n := 1; n <= s.m.run(); n++ {
				try := &model{sections: s.m.copySections(), files: mapsClone(s.m.files), done: slices.Clone(s.m.done)}
				for i := range try.done {
					try.done[i].files = [2]map[string]string{mapsClone(try.done[i].files[0]), mapsClone(try.done[i].files[1])}
				}
				try.join(n)
				try.undo()
				want := diskOf(try)
				tried = append(tried, want)
				if want == now {
					undone := s.m.undone
					s.m.join(n)
					s.m.undone = undone
					s.m.undo()
					s.note("undo of %d", n)
					s.settleAfter()
					return
				}
			}
		}
		if time.Now().After(end) {
			s.fail("undo: the disk has\n%s\nbefore\n%s\nexpected one of\n%s\nstatus %q", now, before, strings.Join(tried, "\nor\n"), s.p.Status())
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (s *session) redo() {
	if len(s.m.undone) == 0 {
		return
	}
	s.p.Settle()
	s.p.ClickOn(`[data-action="redo"]`)
	s.m.redo()
	s.note("redo")
	want := diskOf(s.m)
	for end := time.Now().Add(patience); s.state() != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			s.fail("redo: the disk has\n%s\nexpected\n%s\nstatus %q", s.state(), want, s.p.Status())
		}
	}
	s.settleAfter()
}

// settleAfter waits until the page shows the model.
func (s *session) settleAfter() {
	s.settleOrder()
	if name := s.p.File(); name != "" {
		if want, ok := s.textOf(name); ok {
			s.p.WaitFor("the text of "+name+" after undo", `(text) => document.querySelector("textarea[data-file]").value === text`, want)
		}
	}
}

func mapsClone(m map[string]string) map[string]string {
	c := map[string]string{}
	for k, v := range m {
		c[k] = v
	}
	return c
}

// state describes what is on disk, and diskOf what a model says is there.
func (s *session) state() string {
	data, err := os.ReadFile(filepath.Join(s.p.Desk.Folder, "issue.toml"))
	if err != nil {
		return err.Error()
	}
	key := string(data)
	if s.cached != key {
		s.cached, s.parse = key, tomllib(s.t, filepath.Join(s.p.Desk.Folder, "issue.toml"))
	}
	m := &model{files: map[string]string{}}
	for _, sec := range s.parse.Section {
		one := section{title: sec.Title}
		for _, a := range sec.Article {
			one.articles = append(one.articles, entry{title: a.Title, file: a.File, text: a.Text})
		}
		m.sections = append(m.sections, one)
	}
	names, _ := filepath.Glob(filepath.Join(s.p.Desk.Folder, "articles", "*"))
	for _, name := range names {
		if data, err := os.ReadFile(name); err == nil {
			m.files["articles/"+filepath.Base(name)] = string(data)
		}
	}
	return diskOf(m)
}

func diskOf(m *model) string {
	var b strings.Builder
	for _, sec := range m.sections {
		fmt.Fprintf(&b, "section %q\n", sec.title)
		for _, e := range sec.articles {
			fmt.Fprintf(&b, "  %q %q %q\n", e.title, e.file, e.text)
		}
	}
	var names []string
	for name := range m.files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(&b, "%s %q\n", name, m.files[name])
	}
	return b.String()
}

// Random edits in the browser, and the same on plain strings: files and manifest are
// what they must be, byte for byte outside the edits.
func TestModel(t *testing.T) {
	edits := 100
	if thorough {
		edits = 500
	}
	for i, kind := range []struct{ name, ending, mark string }{{"LF", "\n", ""}, {"CRLF", "\r\n", "\ufeff"}} {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			folder, m, head := modelIssue(t, kind.ending, kind.mark)
			s := &session{t: t, r: rand.New(rand.NewPCG(14, uint64(4+i))), m: m, head: head}
			s.p = Start(t, folder).Open()
			s.p.WaitSettled()
			s.p.WaitFor("a text", `() => document.querySelector("textarea[data-file]") !== null`)
			done := map[string]int{}
			for s.count = 1; s.count <= edits; s.count++ {
				done[s.edit()]++
				if s.count%12 == 0 {
					s.verify()
				}
			}
			s.verify()
			t.Log(done)
		})
	}
}

// edit makes one random edit.
func (s *session) edit() string {
	n := s.r.IntN(len(s.m.names()))
	switch k := s.r.IntN(20); {
	case k < 7:
		s.typeText(n, false)
		return "type"
	case k < 9:
		s.typeText(n, true)
		return "paste"
	case k < 11:
		s.undo()
		return "undo"
	case k < 12:
		s.redo()
		return "redo"
	case k < 14:
		down := s.r.IntN(2) == 0
		try := &model{sections: s.m.copySections()}
		if !try.step(n, down) {
			return s.edit()
		}
		s.note("step %d down %v", n, down)
		s.m.do(func() { s.m.step(n, down) })
		Eval[bool](s.p, `(n) => { document.querySelector("[data-index=\"" + n + "\"]").focus(); return true; }`, n)
		key := Up
		if down {
			key = Down
		}
		s.p.Press(key, Alt)
		s.settleOrder()
		return "step"
	case k < 15:
		to := s.r.IntN(len(s.m.names()))
		in, place := s.m.at(to)
		if from, at := s.m.at(n); to == n || from == in && at+1 == place {
			return s.edit()
		}
		s.note("move %d before %d", n, to)
		s.m.do(func() { s.m.move(n, in, place) })
		Eval[bool](s.p, `(n, to) => {
			const e = (k) => document.querySelector("[data-index=\"" + k + "\"]"), dataTransfer = new DataTransfer();
			const send = (target, type) => target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
			const [from, target] = [e(n), e(to)];
			send(from, "dragstart"); send(target, "dragover"); send(target, "drop"); send(from, "dragend");
			return true;
		}`, n, to)
		s.settleOrder()
		return "move"
	case k < 16:
		s.open(n)
		title := strings.TrimSpace(s.word(6) + []string{`"引"`, `\`, `#`, `'`, `[[`, ``}[s.r.IntN(6)])
		if title == s.m.entry(n).title || title == "" {
			return s.edit()
		}
		s.note("rename %d to %q", n, title)
		s.m.do(func() { s.m.entry(n).title = title })
		s.p.ClickOn(`[data-action="rename"]`)
		s.answer(title)
		s.settleOrder()
		return "rename"
	case k < 17 && len(s.m.names()) < 12:
		s.open(n)
		s.p.ClickOn(`[data-action="add"]`)
		title := fmt.Sprintf("新文%d", s.count)
		s.answer(title)
		s.adopt(n, title, "add")
		return "add"
	case k < 18 && len(s.m.names()) > 5:
		name := s.open(n)
		s.note("remove %d, %s", n, name)
		s.m.do(func() {
			in, place := s.m.at(n)
			s.m.sections[in].articles = slices.Delete(s.m.sections[in].articles, place, place+1)
			delete(s.m.files, name)
		})
		s.p.ClickOn(`[data-action="remove"]`)
		s.answer("")
		s.settleOrder()
		return "remove"
	case k < 19 && len(s.m.names()) < 12:
		s.open(n)
		title := fmt.Sprintf("来稿%d", s.count)
		path := filepath.Join(s.t.TempDir(), title+".txt")
		if err := os.WriteFile(path, []byte(title+"\r\n正文一段。\r\n"), 0o666); err != nil {
			s.t.Fatal(err)
		}
		s.p.Upload(path)
		s.adopt(n, title, "drop")
		return "drop"
	default:
		name := s.m.names()[n]
		if s.m.entry(n).file == "" {
			return s.edit()
		}
		s.p.Settle()
		text := s.m.files[name]
		runes := []rune(text)
		cut := min(1, len(runes)) + s.r.IntN(max(len(runes), 1))
		text = string(runes[:min(cut, len(runes))]) + "外面" + s.word(3) + string(runes[min(cut, len(runes)):])
		if !utf8.ValidString(text) {
			s.t.Fatal(text)
		}
		s.note("outside %s", name)
		s.m.files[name] = text
		s.m.outside(name)
		s.p.Desk.Write(name, text)
		if s.p.File() != name { // the desk has the file open, or reads it then
			time.Sleep(1200 * time.Millisecond)
		}
		s.open(n)
		return "outside"
	}
}

// answer answers the question of a dialog.
func (s *session) answer(text string) {
	s.t.Helper()
	s.p.WaitFor("a question", `() => document.querySelector("dialog[open] [data-action=yes]") !== null`)
	if text != "" {
		Eval[bool](s.p, `() => { const e = document.querySelector("dialog[open] input"); e.focus(); e.select(); return true; }`)
		s.p.Type(text)
	}
	s.p.ClickOn(`dialog[open] [data-action="yes"]`)
}

// adopt waits for a new article in the section of another and takes it into the model.
func (s *session) adopt(n int, title, what string) {
	s.t.Helper()
	was := s.m.names()
	s.p.WaitFor("a new article", `(n) => document.querySelectorAll("[data-article][data-index]").length === n`, len(was)+1)
	now := s.p.Articles()
	i := slices.IndexFunc(now, func(name string) bool { return !strings.HasPrefix(name, "issue.toml#") && !slices.Contains(was, name) })
	if i < 0 {
		s.fail("%s: no new article among %v", what, now)
	}
	text := s.p.Desk.Read(now[i])
	if !strings.Contains(text, title) && !strings.Contains(text, "正文一段") {
		s.fail("%s: %s has %q", what, now[i], text)
	}
	in, _ := s.m.at(n)
	s.note("%s %s", what, now[i])
	s.m.do(func() {
		s.m.sections[in].articles = append(s.m.sections[in].articles, entry{title: title, file: now[i]})
		s.m.files[now[i]] = text
	})
	s.settleOrder()
}
