package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"jianbao/content/diag"
)

const foreignFile = "articles/02.txt"

// foreignIn is issueIn with an article in another encoding; given is a line of the
// manifest. It returns the bytes of the file.
func foreignIn(t *testing.T, text, given string, enc encoding.Encoding) (w *work, dir, file string) {
	t.Helper()
	_, dir = issueIn(t)
	manifest := strings.Replace(read(t, dir, "issue.toml"), "title = \"乙\"\n", "title = \"丙\"\nfile  = \""+foreignFile+"\"\n"+given+"\n[[section.article]]\ntitle = \"乙\"\n", 1)
	write(t, dir, "issue.toml", manifest)
	file, err := enc.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, foreignFile, file)
	w = reopen(t, dir)
	w.compose()
	return w, dir, file
}

const gbkText = "丙的正文。\r\n\r\n第二段，有几个字。\r\n"

func gbkIn(t *testing.T) (w *work, dir, file string) {
	return foreignIn(t, gbkText, "encoding = \"gb18030\" # 旧稿\n", simplifiedchinese.GBK)
}

// do does an action on the file in another encoding.
func do(t *testing.T, w *work, action string) result {
	t.Helper()
	did, err := w.do(&request{Action: action, File: foreignFile})
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return did
}

// shows checks what the text field has: the text, and whether the question is open.
func shows(t *testing.T, w *work, text, encoding string, editable bool) {
	t.Helper()
	info, err := w.textOf(foreignFile)
	if err != nil {
		t.Fatal(err)
	}
	if info.Text != text || info.Encoding != encoding || info.Editable != editable {
		t.Errorf("the text is %q in %q, editable %v; expected %q in %q, %v", info.Text, info.Encoding, info.Editable, text, encoding, editable)
	}
}

// onDisk checks the bytes of a file.
func onDisk(t *testing.T, dir, name, want string) {
	t.Helper()
	if got := read(t, dir, name); got != want {
		t.Errorf("%s has %q, not %q", name, got, want)
	}
}

// printedText returns the text of the article as the pages have it.
func printedText(t *testing.T, w *work) string {
	t.Helper()
	w.compose()
	src := w.state().sources[foreignFile]
	if src == nil {
		t.Fatal("the article is not on the pages")
	}
	return string(src.Data)
}

// A file that is not UTF-8 is edited at once; its text is on the pages and in the history,
// and not on disk.
func TestForeignEdit(t *testing.T) {
	w, dir, file := gbkIn(t)
	shows(t, w, "丙的正文。\n\n第二段，有几个字。\n", "gb18030", true)
	if err := w.unsaved(); err != nil {
		t.Error(err)
	}
	findings := len(w.state().findings)
	edit(t, w, foreignFile, "丙的新正文：镕。\n\n第二段，有几个字。\n")
	if got := printedText(t, w); got != "丙的新正文：镕。\r\n\r\n第二段，有几个字。\r\n" {
		t.Errorf("the pages have %q", got)
	}
	if got := w.state().findings; len(got) > findings {
		t.Errorf("new findings: %v", got)
	}
	saved := w.saved
	w.save(0)
	w.poll()
	w.poll()
	onDisk(t, dir, foreignFile, file)
	shows(t, w, "丙的新正文：镕。\n\n第二段，有几个字。\n", "gb18030", true)
	if _, now := w.files(); now != saved {
		t.Errorf("revision %d is said to be on disk", now)
	}
	last, ok := w.history.newest(foreignFile)
	if !ok || string(last.Text) != "丙的新正文：镕。\r\n\r\n第二段，有几个字。\r\n" || last.Encoding != "gb18030" {
		t.Errorf("the history has %+v", last)
	}
	err := w.unsaved()
	if _, text := explain(err, diag.ZH); !errors.Is(err, errUnanswered) || !strings.Contains(text, foreignFile) || !strings.Contains(text, "GB18030") {
		t.Errorf("a file could be made: %v", err)
	}
	if list, _ := w.files(); len(list) != 0 {
		t.Errorf("told: %+v", list)
	}
	// What is as on disk again needs no answer.
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	shows(t, w, "丙的正文。\n\n第二段，有几个字。\n", "gb18030", true)
	w.save(0)
	w.compose()
	w.save(0)
	if _, now := w.files(); now != w.revision || w.unsaved() != nil {
		t.Errorf("on disk is %d of %d; %v", now, w.revision, w.unsaved())
	}
	nothingRestored(t, dir, "丙的正文。\n\n第二段，有几个字。\n", "gb18030")
}

// nothingRestored opens an issue anew, whose file has a text, and sees that nothing is told.
func nothingRestored(t *testing.T, dir, text, encoding string) {
	t.Helper()
	again := reopen(t, dir)
	again.compose()
	shows(t, again, text, encoding, true)
	if notes := again.state().notes; len(notes) != 0 {
		t.Errorf("restored: %v", notes)
	}
}

// Changes of a file that is not UTF-8 are in the history within a second, also while one
// goes on typing.
func TestForeignKept(t *testing.T) {
	w, _, _ := gbkIn(t)
	edit(t, w, foreignFile, "一。\n")
	w.save(time.Hour)
	if _, ok := w.history.newest(foreignFile); ok {
		t.Error("in the history before it was due")
	}
	w.texts[foreignFile].unkept = time.Now().Add(-delay)
	edit(t, w, foreignFile, "一二。\n")
	w.save(delay)
	if last, _ := w.history.newest(foreignFile); string(last.Text) != "一二。\r\n" {
		t.Errorf("the history has %q", last.Text)
	}
	n := len(w.history.entries(foreignFile))
	w.texts[foreignFile].since = time.Now().Add(-time.Hour)
	edit(t, w, foreignFile, "一二三。\n")
	w.save(delay)
	w.save(delay)
	if len(w.history.entries(foreignFile)) != n {
		t.Error("every key is an entry")
	}
}

// What a kill leaves is restored, and its question is still open.
func TestForeignRestore(t *testing.T) {
	w, dir, file := gbkIn(t)
	edit(t, w, foreignFile, "没有写完的。\n")
	w.save(0)
	again := reopen(t, dir)
	again.compose()
	shows(t, again, "没有写完的。\n", "gb18030", true)
	if notes := again.state().notes; len(notes) != 1 || notes[0] != (note{"restored", foreignFile}) {
		t.Errorf("told %v", notes)
	}
	if got := printedText(t, again); got != "没有写完的。\r\n" {
		t.Errorf("the pages have %q", got)
	}
	again.save(0)
	onDisk(t, dir, foreignFile, file)
	do(t, again, "yes")
	onDisk(t, dir, foreignFile, "没有写完的。\r\n")
	nothingRestored(t, dir, "没有写完的。\n", "")
}

// Yes makes the file UTF-8, and the manifest say so, in one step between others.
func TestForeignYes(t *testing.T) {
	w, dir, file := gbkIn(t)
	manifest := read(t, dir, "issue.toml")
	first, second, third := "丙的正文，改了。\r\n\r\n第二段，有几个字。\r\n", "丙的正文，又改了。\r\n", "丙的正文，是 UTF-8 了：𠀀。\r\n"
	lf := func(s string) string { return strings.ReplaceAll(s, "\r", "") }
	apart := func() { w.done.done[len(w.done.done)-1].time = time.Time{} } // so that the next edit is a step of its own
	edit(t, w, foreignFile, lf(first))
	apart()
	edit(t, w, foreignFile, lf(second))
	if did := do(t, w, "yes"); len(did.Files) != 2 {
		t.Errorf("changed %v", did.Files)
	}
	after := strings.Replace(manifest, "encoding = \"gb18030\" # 旧稿\n", "", 1)
	utf8 := func() {
		t.Helper()
		onDisk(t, dir, foreignFile, second)
		onDisk(t, dir, "issue.toml", after)
		shows(t, w, lf(second), "", true)
		if got := printedText(t, w); got != second {
			t.Errorf("the pages have %q", got)
		}
	}
	utf8()
	edit(t, w, foreignFile, lf(third))
	w.save(0)
	onDisk(t, dir, foreignFile, third)

	step := func(again bool) {
		t.Helper()
		if names, err := w.undo(again); err != nil || len(names) == 0 {
			t.Fatal(names, err)
		}
		w.save(0)
		w.poll()
		w.poll()
	}
	for range 2 {
		step(false)
		utf8()
		step(false)
		onDisk(t, dir, foreignFile, file)
		onDisk(t, dir, "issue.toml", manifest)
		shows(t, w, lf(second), "gb18030", true)
		if got := printedText(t, w); got != second {
			t.Errorf("the pages have %q", got)
		}
		if !errors.Is(w.unsaved(), errUnanswered) {
			t.Error(w.unsaved())
		}
		again := reopen(t, dir) // as after a kill
		again.compose()
		shows(t, again, lf(second), "gb18030", true)
		step(false)
		shows(t, w, lf(first), "gb18030", true)
		step(false)
		shows(t, w, lf(gbkText), "gb18030", true)
		onDisk(t, dir, foreignFile, file)
		for _, text := range []string{first, second} {
			step(true)
			shows(t, w, lf(text), "gb18030", true)
		}
		step(true)
		utf8()
		step(true)
		onDisk(t, dir, foreignFile, third)
	}
	if list, _ := w.files(); len(list) != 0 {
		t.Errorf("told %+v", list)
	}
}

// The file as it was is in the history when it becomes UTF-8: damaged bytes have no other
// place.
func TestForeignYesKeepsFile(t *testing.T) {
	_, dir, _ := gbkIn(t)
	damaged := "\xb1\xfb\xb5\xc4\xff\xd5\xfd\xce\xc4\xa1\xa3\n"
	write(t, dir, foreignFile, damaged)
	w := reopen(t, dir)
	w.compose()
	shows(t, w, "丙的\ufffd正文。\n", "gb18030", true)
	do(t, w, "yes")
	onDisk(t, dir, foreignFile, "丙的\ufffd正文。\n")
	if last, _ := w.history.newest(foreignFile); string(last.Was) != damaged {
		t.Errorf("the history has %+v", last)
	}
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	onDisk(t, dir, foreignFile, damaged)
}

// A kill between the two files of the step leaves the question open.
func TestForeignYesInterrupted(t *testing.T) {
	w, dir, file := gbkIn(t)
	edit(t, w, foreignFile, "改了。\n")
	do(t, w, "yes")
	write(t, dir, foreignFile, file)
	again := reopen(t, dir)
	again.compose()
	shows(t, again, "改了。\n", "gb18030", true)
}

// No makes the text read-only, as the disk has it; the answer stays, can be changed and
// taken back, and what was changed is in the history.
func TestForeignNo(t *testing.T) {
	const disk, mine = "丙的正文。\n\n第二段，有几个字。\n", "我改的。\n"
	w, dir, file := gbkIn(t)
	edit(t, w, foreignFile, mine)
	if did := do(t, w, "no"); !did.Kept || len(did.Files) != 1 {
		t.Errorf("%+v", did)
	}
	shows(t, w, disk, "gb18030", false)
	if got := printedText(t, w); got != gbkText {
		t.Errorf("the pages have %q", got)
	}
	if last, _ := w.history.newest(foreignFile); string(last.Text) != "我改的。\r\n" {
		t.Errorf("the history has %q", last.Text)
	}
	if _, err := w.edit(foreignFile, "不行。\n"); !errors.Is(err, errReadOnly) {
		t.Errorf("edited: %v", err)
	}
	if err := w.unsaved(); err != nil {
		t.Errorf("no file could be made: %v", err)
	}
	onDisk(t, dir, foreignFile, file)

	again := reopen(t, dir)
	again.compose()
	shows(t, again, disk, "gb18030", false)
	if notes := again.state().notes; len(notes) != 0 {
		t.Errorf("restored: %v", notes)
	}

	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	shows(t, w, mine, "gb18030", true)
	again = reopen(t, dir)
	again.compose()
	shows(t, again, mine, "gb18030", true)
	if _, err := w.undo(true); err != nil {
		t.Fatal(err)
	}
	shows(t, w, disk, "gb18030", false)

	do(t, w, "yes")
	onDisk(t, dir, foreignFile, gbkText)
	shows(t, w, disk, "", true)
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	onDisk(t, dir, foreignFile, file)
	shows(t, w, disk, "gb18030", false)
	if did := do(t, reopen(t, dir), "yes"); len(did.Files) != 2 { // with the answer of another day
		t.Errorf("%+v", did)
	}
	onDisk(t, dir, foreignFile, gbkText)
	if last := reopen(t, dir); len(last.readOnly) != 0 {
		t.Errorf("still read-only: %v", last.readOnly)
	}
	if did, err := w.do(&request{Action: "no", File: "articles/01.md"}); err == nil {
		t.Errorf("a UTF-8 file became read-only: %+v", did)
	}
}

// A file that changes outside meanwhile: both texts are shown decoded, and kept.
func TestForeignConflict(t *testing.T) {
	for _, c := range []struct {
		name, theirs string // bytes
		shown        string
		mine         bool
		text, enc    string // afterwards
		disk         string
	}{
		{"mine", "\xcb\xfb\xb5\xc4\xa1\xa3\n", "他的。\n", true, "我自己写的。\n", "gb18030", "\xcb\xfb\xb5\xc4\xa1\xa3\n"},
		{"theirs", "\xcb\xfb\xb5\xc4\xa1\xa3\n", "他的。\n", false, "他的。\n", "gb18030", "\xcb\xfb\xb5\xc4\xa1\xa3\n"},
		{"mine, theirs is UTF-8", "他的文字是别的编码。\n", "他的文字是别的编码。\n", true, "我自己写的。\n", "", "我自己写的。\r\n"},
		{"theirs is UTF-8", "他的文字是别的编码。\n", "他的文字是别的编码。\n", false, "他的文字是别的编码。\n", "", "他的文字是别的编码。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, dir, _ := gbkIn(t)
			edit(t, w, foreignFile, "我自己写的。\n")
			write(t, dir, foreignFile, c.theirs)
			w.poll()
			w.poll()
			list, _ := w.files()
			if len(list) != 1 || !list[0].Clash || list[0].Theirs != c.shown || list[0].Mine != "我自己写的。\r\n" {
				t.Fatalf("told %+v", list)
			}
			if _, err := w.do(&request{Action: "yes", File: foreignFile}); err == nil {
				t.Error("the file became UTF-8")
			}
			if err := w.keep(foreignFile, c.mine); err != nil {
				t.Fatal(err)
			}
			if list, _ := w.files(); len(list) != 0 {
				t.Errorf("told %+v", list)
			}
			w.save(0)
			shows(t, w, c.text, c.enc, true)
			onDisk(t, dir, foreignFile, c.disk)
			kept := ""
			for _, n := range w.history.entries(foreignFile) {
				kept += read(t, dir, filepath.ToSlash(w.history.entry(foreignFile, n)))
			}
			for _, text := range []string{"我自己写的。\r\n", c.theirs} {
				if data, _ := json.Marshal([]byte(text)); !strings.Contains(kept, string(data)) {
					t.Errorf("the history lacks %q", text)
				}
			}
			again := reopen(t, dir)
			again.compose()
			shows(t, again, c.text, c.enc, true)
			if c.mine && c.enc != "" {
				do(t, w, "yes")
				onDisk(t, dir, foreignFile, "我自己写的。\r\n")
				if _, err := w.undo(false); err != nil {
					t.Fatal(err)
				}
				onDisk(t, dir, foreignFile, c.theirs)
				shows(t, w, "我自己写的。\n", "gb18030", true)
			}
		})
	}
}

// A text without changes follows the file, and the encoding that the manifest gives it.
func TestForeignFollows(t *testing.T) {
	w, dir, _ := gbkIn(t)
	shows(t, w, "丙的正文。\n\n第二段，有几个字。\n", "gb18030", true)
	write(t, dir, foreignFile, "\xcb\xfb\xb5\xc4\xa1\xa3\n")
	w.poll()
	w.poll()
	shows(t, w, "他的。\n", "gb18030", true)
	write(t, dir, foreignFile, "\xa5\x4c\xaa\xba\xa1\x43\n")
	w.poll()
	w.poll()
	if _, err := w.do(&request{Action: "set", Article: 1, Of: foreignFile, Table: "section.article", Key: "encoding", Type: "text", Value: "big5"}); err != nil {
		t.Fatal(err)
	}
	w.compose()
	shows(t, w, "他的。\n", "big5", true)
	if _, err := w.do(&request{Action: "set", Article: 1, Of: foreignFile, Table: "section.article", Key: "encoding", Type: "text", Value: ""}); err != nil {
		t.Fatal(err)
	}
	write(t, dir, foreignFile, "现在是 UTF-8。\n")
	w.poll()
	w.poll()
	shows(t, w, "现在是 UTF-8。\n", "", true)
}

// Two pages that change the text at the same place: the one beside the other.
func TestForeignTwoPages(t *testing.T) {
	for _, mine := range []bool{true, false} {
		w, dir, file := gbkIn(t)
		info, err := w.textOf(foreignFile)
		if err != nil {
			t.Fatal(err)
		}
		edit(t, w, foreignFile, "别页的。\n")
		if _, _, err := w.editVersion(foreignFile, info.Version, "本页的。\n", true); !errors.Is(err, errStale) {
			t.Fatal(err)
		}
		if _, _, err := w.editVersion(foreignFile, "", "本页的。\n", true); err != nil {
			t.Fatal(err)
		}
		list, _ := w.files()
		if len(list) != 1 || list[0].Theirs != "别页的。\r\n" || list[0].Mine != "本页的。\r\n" {
			t.Fatalf("told %+v", list)
		}
		w.save(0)
		w.poll()
		w.poll()
		if err := w.keep(foreignFile, mine); err != nil {
			t.Fatal(err)
		}
		want := "别页的。\n"
		if mine {
			want = "本页的。\n"
		}
		shows(t, w, want, "gb18030", true)
		onDisk(t, dir, foreignFile, file)
		again := reopen(t, dir)
		again.compose()
		shows(t, again, want, "gb18030", true)
	}
}

// A file that vanishes is put back as it was, if that is wanted; its text still waits for
// the answer.
func TestForeignGone(t *testing.T) {
	w, dir, file := gbkIn(t)
	edit(t, w, foreignFile, "我自己写的。\n")
	if err := os.Remove(filepath.Join(dir, filepath.FromSlash(foreignFile))); err != nil {
		t.Fatal(err)
	}
	w.poll()
	w.poll()
	w.save(0)
	if list, _ := w.files(); len(list) != 1 || !list[0].Gone || list[0].Mine != "我自己写的。\r\n" {
		t.Fatalf("told %+v", list)
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(foreignFile))); err == nil {
		t.Error("written unasked")
	}
	if err := w.keep(foreignFile, true); err != nil {
		t.Fatal(err)
	}
	onDisk(t, dir, foreignFile, file)
	shows(t, w, "我自己写的。\n", "gb18030", true)
	if list, _ := w.files(); len(list) != 0 {
		t.Errorf("told %+v", list)
	}
}

// An article that is removed comes back with the bytes of its file, its changes and its
// question.
func TestForeignRemoved(t *testing.T) {
	w, dir, file := gbkIn(t)
	edit(t, w, foreignFile, "我自己写的。\n")
	if _, err := w.do(&request{Action: "remove", Article: 1, Of: foreignFile}); err != nil {
		t.Fatal(err)
	}
	w.compose()
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(foreignFile))); err == nil {
		t.Fatal("the file is there")
	}
	onDisk(t, dir, ".jianbao/removed/001-02.txt", file)
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	onDisk(t, dir, foreignFile, file)
	shows(t, w, "我自己写的。\n", "gb18030", true)
	if _, err := w.undo(true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(foreignFile))); err == nil {
		t.Fatal("the file is there")
	}
	// A file of the name that came meanwhile is another one.
	manifest := read(t, dir, "issue.toml")
	for _, other := range []string{"别的文字在这里。\n", "\xcb\xfb\xb5\xc4\xa1\xa3\n"} {
		write(t, dir, foreignFile, other)
		if _, err := w.undo(false); err == nil {
			t.Error("the removed file is put in its place")
		}
		onDisk(t, dir, foreignFile, other)
		onDisk(t, dir, "issue.toml", manifest)
		delete(w.texts, foreignFile)
	}
}

// A new file that is not UTF-8 is one whose question is open.
func TestForeignAdded(t *testing.T) {
	w, dir := issueIn(t)
	const gbk = "\xcb\xfb\xb5\xc4\xa1\xa3\n"
	for _, file := range []string{gbk, "他的。\n"} {
		did, err := w.addFile(0, "新", foreignFile, []byte(file))
		if err != nil || len(did.Files) != 2 {
			t.Fatal(did, err)
		}
		enc := ""
		if file == gbk {
			enc = "gb18030"
		}
		for range 2 {
			w.compose()
			shows(t, w, "他的。\n", enc, true)
			onDisk(t, dir, foreignFile, file)
			if _, err := w.undo(false); err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(foreignFile))); err == nil {
				t.Fatal("the file is there")
			}
			if _, err := w.undo(true); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.undo(false); err != nil {
			t.Fatal(err)
		}
	}
}

// TestForeignRandom: whatever is typed, answered, taken back and done again, the disk has
// either the file as it was or the text as UTF-8, a restart shows the same, and taking
// everything back and doing it again leads to the same states.
func TestForeignRandom(t *testing.T) {
	type seen struct{ file, manifest, text, encoding string }
	seeds := uint64(60)
	if testing.Short() {
		seeds = 12
	}
	for seed := range seeds {
		r := rand.New(rand.NewPCG(seed, 1))
		w, dir, file := gbkIn(t)
		manifest := read(t, dir, "issue.toml")
		now := func(w *work) seen {
			info, err := w.textOf(foreignFile)
			if err != nil {
				t.Fatal(seed, err)
			}
			if info.Encoding != "" && !info.Editable {
				info.Encoding += ", read-only"
			}
			return seen{read(t, dir, foreignFile), read(t, dir, "issue.toml"), info.Text, info.Encoding}
		}
		states := []seen{now(w)}
		done := []string{}
		for n := range 10 {
			was := states[len(states)-1]
			action := "edit"
			switch k := r.IntN(6); {
			case k == 0 && was.encoding != "":
				action = "yes"
			case k == 1 && was.encoding == "gb18030":
				action = "no"
			case k == 2 && len(states) > 1:
				action = "undo"
				if names, err := w.undo(false); err != nil || len(names) == 0 {
					t.Fatal(seed, done, names, err)
				}
				states = states[:len(states)-1]
			}
			switch action {
			case "edit":
				if strings.HasSuffix(was.encoding, "read-only") {
					continue
				}
				edit(t, w, foreignFile, fmt.Sprintf("第%d次：镕。\n%s", n, was.text))
				w.done.done[len(w.done.done)-1].time = time.Time{} // the next edit is a step of its own
			case "yes", "no":
				do(t, w, action)
			}
			done = append(done, action)
			w.save(0)
			w.poll()
			w.poll()
			if r.IntN(2) == 0 {
				w.compose()
			}
			got := now(w)
			switch {
			case action == "undo":
				if want := states[len(states)-1]; got != want {
					t.Fatalf("%d %v: taken back to %+v, not %+v", seed, done, got, want)
				}
			default:
				states = append(states, got)
			}
			switch {
			case got.encoding == "" && (strings.ReplaceAll(got.file, "\r", "") != got.text || strings.Contains(got.manifest, "encoding")):
				t.Fatalf("%d %v: the disk has %+v", seed, done, got)
			case got.encoding != "" && (got.file != file || got.manifest != manifest):
				t.Fatalf("%d %v: the file has changed: %+v", seed, done, got)
			}
			again := reopen(t, dir)
			if after := now(again); after != got {
				t.Fatalf("%d %v: after a restart %+v, not %+v", seed, done, after, got)
			}
		}
		for i := len(states) - 2; i >= 0; i-- {
			if _, err := w.undo(false); err != nil {
				t.Fatal(seed, done, err)
			}
			w.save(0)
			if got := now(w); got != states[i] {
				t.Fatalf("%d %v: step %d taken back gives %+v, not %+v", seed, done, i, got, states[i])
			}
		}
		for i := 1; i < len(states); i++ {
			if _, err := w.undo(true); err != nil {
				t.Fatal(seed, done, err)
			}
			w.save(0)
			if got := now(w); got != states[i] {
				t.Fatalf("%d %v: step %d done again gives %+v, not %+v", seed, done, i, got, states[i])
			}
		}
	}
}

// Other encodings; what is typed need not be in them.
func TestForeignEncodings(t *testing.T) {
	for _, c := range []struct {
		name, text, given string
		enc               encoding.Encoding
		found, typed      string
	}{
		{"big5", "對岸來信，一切都好。\r\n", "encoding = \"big5\"\n", traditionalchinese.Big5, "big5", "对岸来信：𠀀。\n"},
		{"guessed", "丙的正文，不说编码。\n", "", simplifiedchinese.GBK, "gb18030", "改了。\n"},
		{"utf-16", "丙的正文。\n", "", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16", "改了：𠀀。\n"},
		{"wrongly given", "丙的正文，清单里写错了编码的。\n", "encoding = \"utf-16\"\n", simplifiedchinese.GBK, "gb18030", "改了。\n"},
		{"ASCII", "plain\n", "encoding = \"gb18030\"\n", simplifiedchinese.GBK, "gb18030", "改了。\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w, dir, file := foreignIn(t, c.text, c.given, c.enc)
			manifest := read(t, dir, "issue.toml")
			shows(t, w, strings.ReplaceAll(c.text, "\r", ""), c.found, true)
			edit(t, w, foreignFile, c.typed)
			w.save(0)
			onDisk(t, dir, foreignFile, file)
			if got := strings.ReplaceAll(printedText(t, w), "\r", ""); got != c.typed {
				t.Errorf("the pages have %q", got)
			}
			do(t, w, "yes")
			if got := strings.ReplaceAll(read(t, dir, foreignFile), "\r", ""); got != c.typed {
				t.Errorf("the disk has %q", got)
			}
			if got := read(t, dir, "issue.toml"); strings.Contains(got, "encoding") {
				t.Error(got)
			}
			if got := strings.ReplaceAll(printedText(t, w), "\r", ""); got != c.typed {
				t.Errorf("the pages have %q", got)
			}
			if _, err := w.undo(false); err != nil {
				t.Fatal(err)
			}
			onDisk(t, dir, foreignFile, file)
			onDisk(t, dir, "issue.toml", manifest)
			shows(t, w, c.typed, c.found, true)
		})
	}
}

// All articles and tables that have the file say nothing of another encoding afterwards,
// however the manifest writes it.
func TestWithoutEncoding(t *testing.T) {
	for before, want := range map[string]string{
		"[[section.article]]\nfile = \"a.txt\"\nencoding = \"big5\"\n[[section.article.table]]\nencoding = \"big5\"\nfile = \"./a.txt\"\n[[section.article]]\nfile = \"b.txt\"\nencoding = \"big5\"\n": "[[section.article]]\nfile = \"a.txt\"\n[[section.article.table]]\nfile = \"./a.txt\"\n[[section.article]]\nfile = \"b.txt\"\nencoding = \"big5\"\n",
		"[[section]]\narticle = [{file = \"a.txt\", encoding = 'big5'}, {file = \"b.txt\", encoding = 'big5'}]\n":                                                                                      "[[section]]\narticle = [{file = \"a.txt\", encoding = \"utf-8\"}, {file = \"b.txt\", encoding = 'big5'}]\n",
	} {
		if got := withoutEncoding(before, "a.txt"); got != want {
			t.Errorf("%s\nbecame\n%s", before, got)
		}
	}
}

// A finding is mended in the text that waits, not on disk; a file that is no text of the
// issue is not taken for one.
func TestForeignFix(t *testing.T) {
	w, dir, file := gbkIn(t)
	if _, err := w.do(&request{Action: "fix", File: foreignFile, From: 0, To: len("丙"), Text: "丁", Revision: w.revision}); err != nil {
		t.Fatal(err)
	}
	onDisk(t, dir, foreignFile, file)
	shows(t, w, "丁的正文。\n\n第二段，有几个字。\n", "gb18030", true)
	if _, err := w.undo(false); err != nil {
		t.Fatal(err)
	}
	shows(t, w, "丙的正文。\n\n第二段，有几个字。\n", "gb18030", true)
	write(t, dir, "photos/a.txt", "\x89PNG\r\n\x1a\n\x00\x01\xfe\xff\xff\x80")
	if info, err := w.textOf("photos/a.txt"); err == nil {
		t.Errorf("%+v", info)
	}
}
