package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// repeated opens an issue of many articles.
func repeated(t *testing.T, times int) (*server, *work, string) {
	t.Helper()
	dir := t.TempDir()
	var text strings.Builder
	text.WriteString("schema = 1\n[publication]\ntitle = \"月报\"\nissuer = [\"办公室\"]\n[issue]\nyear = 2026\nnumber = 1\ndate = 2026-01-15\n[[section]]\ntitle = \"要闻\"\n")
	for i := range times {
		fmt.Fprintf(&text, "[[section.article]]\ntitle = \"第%d篇\"\nfile = \"articles/%d.txt\"\n", i, i)
		write(t, dir, fmt.Sprintf("articles/%d.txt", i), strings.Repeat(fmt.Sprintf("这是第%d篇的正文，说明今年以来的工作情况和下一步的打算，并附有关数据。", i), 20)+"\n")
	}
	write(t, dir, "issue.toml", text.String())
	s, err := newServer(Options{Folder: dir}, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.stop)
	return s, reopen(t, dir), dir
}

// A file that is being made can be cancelled in every stage, and also while it waits.
func TestCancel(t *testing.T) {
	s, w, dir := repeated(t, 60)
	for _, c := range []struct {
		after time.Duration
		held  bool // the pages are being composed
	}{{0, false}, {0, true}, {20 * time.Millisecond, false}, {60 * time.Millisecond, false}, {20 * time.Millisecond, true}} {
		if c.held {
			w.composing.Lock()
		}
		rw := httptest.NewRecorder()
		built := make(chan struct{})
		go func() {
			s.build(w, rw, "print")
			close(built)
		}()
		for begun := false; !begun; time.Sleep(time.Millisecond) {
			w.makings.mu.Lock()
			begun = len(w.makings.end) > 0
			w.makings.mu.Unlock()
		}
		time.Sleep(c.after)
		asked := time.Now()
		w.makings.cancel()
		<-built
		took := time.Since(asked)
		var info builtInfo
		if err := json.Unmarshal(rw.Body.Bytes(), &info); err != nil || !info.Cancelled && took > time.Second {
			t.Errorf("after %v: %v %s", c.after, err, rw.Body)
		}
		if info.Cancelled {
			if _, err := os.Stat(filepath.Join(dir, filepath.Base(dir)+"-print.pdf")); err == nil {
				t.Error("the file was written")
			}
		}
		if len(w.makings.end) != 0 {
			t.Error("something goes on")
		}
		os.Remove(filepath.Join(dir, filepath.Base(dir)+"-print.pdf"))
		if c.held {
			w.composing.Unlock()
		}
	}
}

// What has time gives way to a change.
func TestGivesWay(t *testing.T) {
	_, w, _ := repeated(t, 2)
	ctx, done := w.pause.begin(context.Background())
	w.change()
	if ctx.Err() == nil {
		t.Error("it goes on")
	}
	done()
	w.composing.Lock()
	ctx, done = w.pause.begin(context.Background())
	go func() {
		<-ctx.Done()
		done()
		w.composing.Unlock()
	}()
	if !w.lock(context.Background()) {
		t.Error("not locked")
	}
	w.composing.Unlock()
}
