package desk

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// Killed at any moment, the desk has lost nothing that was typed over a second before;
// what is not in the file the next start restores, and says so.
func TestKilled(t *testing.T) {
	kills := 5
	if thorough {
		kills = 30
	}
	folder := Sample(t, "small")
	r := rand.New(rand.NewPCG(14, 30))
	restored := 0
	for n := range kills {
		d := Start(t, folder)
		p := d.Open()
		p.WaitSettled()
		p.WaitFor("a text", `() => document.querySelector("textarea[data-file]") !== null`)
		name := p.Articles()[r.IntN(3)]
		p.Select(name)
		type moment struct {
			text string
			at   time.Time // when the page had it
		}
		begun := []moment{{p.Text(), time.Now()}}
		kill := time.After(time.Duration(r.IntN(4000)) * time.Millisecond)
		done := make(chan struct{})
		go func() {
			<-kill
			d.Process.Kill()
			close(done)
		}()
		for typing := true; typing; {
			select {
			case <-done:
				typing = false
				continue
			default:
			}
			units := len(utf16(p.Text()))
			p.SetSelection(units-1, units-1)
			p.Type(string([]rune("风雨江河湖海")[r.IntN(6)]))
			begun = append(begun, moment{p.Text(), time.Now()})
			time.Sleep(time.Duration(20+r.IntN(150)) * time.Millisecond)
		}
		dead := time.Now()
		d.Kill() // waits until it is gone
		onDisk := d.Read(name)
		p.Leave()

		next := Start(t, folder)
		q := next.Open()
		q.WaitSettled()
		q.WaitFor("a text", `() => document.querySelector("textarea[data-file]") !== null`)
		told := Eval[bool](q, `() => document.querySelector("[data-about=note]") !== null`)
		q.Select(name)
		got := q.Text()
		at := slices.IndexFunc(begun, func(m moment) bool { return m.text == got })
		if at < 0 {
			t.Fatalf("kill %d: the text is none that was typed:\n%q", n, got)
		}
		if at+1 < len(begun) {
			if late := dead.Sub(begun[at+1].at); late > time.Second {
				t.Errorf("kill %d: what was typed %v before is lost", n, late)
			}
		}
		if got != onDisk {
			restored++
			if !told {
				t.Errorf("kill %d: a change was restored and nothing says so", n)
			}
		}
		q.WaitSaved()
		next.Kill()
		q.Leave()
	}
	t.Logf("%d kills, %d changes restored", kills, restored)
}

// What a kill left between the history and the file is restored: the history is made
// such as it is then.
func TestRestores(t *testing.T) {
	t.Parallel()
	folder := Sample(t, "small")
	d := Start(t, folder)
	p := d.Open()
	p.WaitSettled()
	name := p.Articles()[0]
	p.Select(name)
	before := d.Read(name)
	p.SetSelection(0, 0)
	p.Type("没有写完")
	p.WaitFor("the file", `() => Number(document.body.dataset.saved) > 0`)
	for end := time.Now().Add(patience); d.Read(name) == before && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	d.Kill()
	p.Leave()
	want := d.Read(name)
	if want == before {
		t.Fatal("nothing was saved")
	}
	if err := os.WriteFile(filepath.Join(folder, filepath.FromSlash(name)), []byte(before), 0o666); err != nil {
		t.Fatal(err)
	}
	next := Start(t, folder)
	q := next.Open()
	q.WaitSettled()
	q.WaitFor("a note", `() => document.querySelector("[data-about=note]") !== null`)
	q.Select(name)
	if q.Text() != lineFeeds(want) {
		t.Errorf("restored %q, expected %q", q.Text(), want)
	}
	for end := time.Now().Add(patience); next.Read(name) != want; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the file has %q, expected %q", next.Read(name), want)
		}
	}
}
