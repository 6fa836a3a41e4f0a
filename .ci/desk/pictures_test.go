//go:build pictures

package desk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPictures draws the pictures of the documentation into the folder PICTURES, in both
// languages; .ci/pictures calls it.
func TestPictures(t *testing.T) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		t.Fatal("PICTURES names no folder")
	}
	for _, lang := range []string{"zh", "en"} {
		keep := func(p *Tab, name string) {
			p.Settle()
			p.Frames()
			if err := os.WriteFile(filepath.Join(folder, name+"."+lang+".png"), p.Screenshot(name+"-"+lang), 0o666); err != nil {
				p.T.Fatal(err)
			}
		}
		open := func(t *testing.T, folder string) *Tab {
			p := Start(t, folder, "--lang", lang).OpenView(View{1280, 800, 1})
			p.WaitSettled()
			return p
		}
		t.Run("desk "+lang, func(t *testing.T) { keep(open(t, Sample(t, "lanxi-2026-03")), "desk") })
		t.Run("shelf "+lang, func(t *testing.T) {
			p := open(t, Copy(t, filepath.Join(root, "testdata", "issues")))
			p.WaitFor("covers", `() => [...document.querySelectorAll("[data-cover]")].slice(0, 6).every((c) => c.height > 100)`)
			keep(p, "shelf")
		})
		t.Run("photo "+lang, func(t *testing.T) {
			p := open(t, Sample(t, "luting-2025-02"))
			p.ClickOn(`[data-index="3"]`)
			p.Change(func() {
				p.WaitFor("the card", `() => { const s = document.querySelector("[data-crop]"); if (!s) return false; s.value = "4:3"; s.dispatchEvent(new Event("change")); return true; }`)
			})
			keep(p, "photo")
		})
		t.Run("form "+lang, func(t *testing.T) { keep(formOfPublication(t, open), "form") })
		t.Run("findings "+lang, func(t *testing.T) {
			p := open(t, Sample(t, "heyuan-2024-06"))
			p.ClickOn(`[data-index="0"]`)
			p.WaitFor("the text", `() => document.querySelector("textarea[data-file]") !== null`)
			p.Change(func() { p.SetText(strings.Replace(strings.Replace(p.Text(), "，", ",", 2), "。", "。。", 1)) })
			keep(p, "findings")
		})
		t.Run("report "+lang, func(t *testing.T) {
			p := open(t, Sample(t, "luting-2025-02"))
			p.Act("print")
			p.WaitFor("the report", `() => document.querySelector("[data-action=report]") !== null`)
			keep(p, "report")
		})
	}
}
