package qr

import (
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func encode(t testing.TB, address string) *Code {
	t.Helper()
	c, err := Encode(address)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestSizes checks the version by the capacity of level M in bytes (ISO/IEC
// 18004:2015 table 7): 14 in version 1, 26 in version 2, 997 in version 25.
func TestSizes(t *testing.T) {
	for _, c := range []struct{ bytes, version int }{{1, 1}, {14, 1}, {15, 2}, {26, 2}, {27, 3}, {997, 25}} {
		if got := encode(t, strings.Repeat("a", c.bytes)).Size; got != 17+4*c.version {
			t.Errorf("%d bytes take %d modules, want version %d", c.bytes, got, c.version)
		}
	}
	if _, err := Encode(strings.Repeat("a", 998)); !errors.Is(err, ErrLong) {
		t.Errorf("998 bytes: %v, want ErrLong", err)
	}
	if got := encode(t, strings.Repeat("县", 3)).Size; got != 29 { // 27 bytes percent-encoded
		t.Errorf("three Han take %d modules, want 29", got)
	}
}

// TestFinders checks the finder patterns and the quiet zone.
func TestFinders(t *testing.T) {
	c := encode(t, "https://example.org/baoming")
	rows := []string{"#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"}
	for _, corner := range [][2]int{{0, 0}, {c.Size - 7, 0}, {0, c.Size - 7}} {
		for y, row := range rows {
			for x := range row {
				if c.Dark(corner[0]+x, corner[1]+y) != (row[x] == '#') {
					t.Fatalf("module %d, %d of the finder at %v", x, y, corner)
				}
			}
		}
	}
	if c.Dark(-1, 0) || c.Dark(0, c.Size) || c.Side() != c.Size+8 {
		t.Error("the quiet zone is not light, or not of 4 modules")
	}
}

// TestRects checks that the rectangles cover each dark module once and no light one.
func TestRects(t *testing.T) {
	for n := 1; n < 900; n += 37 {
		c := encode(t, "https://example.org/"+strings.Repeat("x", n))
		count := map[[2]int]int{}
		for _, r := range c.Rects() {
			for y := r.Y; y < r.Y+r.Height; y++ {
				for x := r.X; x < r.X+r.Width; x++ {
					count[[2]int{x, y}]++
				}
			}
		}
		for y := range c.Size {
			for x := range c.Size {
				want := 0
				if c.Dark(x, y) {
					want = 1
				}
				if got := count[[2]int{x, y}]; got != want {
					t.Fatalf("%d bytes: module %d, %d is covered %d times, want %d", n, x, y, got, want)
				}
			}
		}
		if len(count) > c.Size*c.Size {
			t.Fatal("a rectangle leaves the code")
		}
	}
}

// TestPenalty checks the points of patterns that have one feature each.
func TestPenalty(t *testing.T) {
	line := func(s string) int { return linePenalty(len(s), func(k int) bool { return s[k] == '#' }) }
	for _, c := range []struct {
		line string
		want int
	}{
		{"# # # #", 0}, {"#####", 3}, {"#######", 5}, {"  #  ", 0}, {"     #", 3},
		{"# ### #", 40}, {" # ### # ", 40}, {"#  # ### #  #", 0}, {"#    # ### # #", 40},
	} {
		if got := line(c.line); got != c.want {
			t.Errorf("%q has %d points, want %d", c.line, got, c.want)
		}
	}
	if got := penalty([][]bool{{true, true}, {true, true}}); got != pointsBlock+10*pointsShare {
		t.Errorf("four dark modules have %d points", got)
	}
}

// TestReadBack has zbarimg read codes of each version, one module 4 pixels wide.
func TestReadBack(t *testing.T) {
	if testing.Short() {
		t.Skip("short: without zbarimg")
	}
	if _, err := exec.LookPath("zbarimg"); err != nil {
		t.Skip("needs zbarimg")
	}
	for n := 0; n < 970; n += 61 {
		address := fmt.Sprintf("https://example.org/%d?%s", n, strings.Repeat("q", n))
		c := encode(t, address)
		const scale = 4
		img := image.NewGray(image.Rect(0, 0, c.Side()*scale, c.Side()*scale))
		for y := range img.Rect.Dy() {
			for x := range img.Rect.Dx() {
				if !c.Dark(x/scale-Quiet, y/scale-Quiet) {
					img.SetGray(x, y, color.Gray{Y: 255})
				}
			}
		}
		path := filepath.Join(t.TempDir(), "code.png")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(png.Encode(f, img), f.Close()); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command("zbarimg", "--quiet", "--raw", path).Output()
		if got := strings.TrimSuffix(string(out), "\n"); err != nil || got != address {
			t.Errorf("%d modules: zbarimg reads %q, want %q: %v", c.Size, got, address, err)
		}
	}
}
