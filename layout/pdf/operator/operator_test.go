package operator

import (
	"math"
	"strconv"
	"testing"

	"jianbao/layout/unit"
)

func TestAppendDecimal(t *testing.T) {
	for _, c := range []struct {
		v      int64
		digits int
		want   string
	}{{0, 3, "0"}, {1500, 3, "1.5"}, {-250, 3, "-.25"}, {7, 1, ".7"}, {-70, 1, "-7"}, {5, 0, "5"}, {1_000_001, 3, "1000.001"}} {
		if got := string(AppendDecimal(nil, c.v, c.digits)); got != c.want {
			t.Errorf("%d/10^%d: %s, want %s", c.v, c.digits, got, c.want)
		}
	}
}

func TestAppendPt(t *testing.T) {
	for a, want := range map[unit.Abs]string{
		0: "0", unit.Pt: "1", Thousandth / 2: ".001", Thousandth/2 - 1: "0", -Thousandth / 2: "-.001", -3 * unit.Pt / 2: "-1.5", unit.MM: "2.835",
	} {
		if got := string(AppendPt(nil, a)); got != want {
			t.Errorf("%d: %s, want %s", a, got, want)
		}
	}
	if got := string(AppendRect([]byte("q "), unit.Pt, -unit.Pt, 2*unit.Pt, unit.Pt/2)); got != "q 1 -1 2 .5 re" {
		t.Errorf("%s", got)
	}
}

// TestAppendByte: a reader that rounds v/255 gets every component back.
func TestAppendByte(t *testing.T) {
	for v := range 256 {
		text := string(AppendByte(nil, uint8(v)))
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got := int(math.Round(f * 255)); got != v {
			t.Errorf("%d is written %s, read %d", v, text, got)
		}
	}
}

func TestRound(t *testing.T) {
	for _, c := range [][3]int64{{4, 10, 0}, {5, 10, 1}, {-5, 10, -1}, {-4, 10, 0}, {14, 10, 1}, {-16, 10, -2}} {
		if got := Round(c[0], c[1]); got != c[2] {
			t.Errorf("%d/%d: %d, want %d", c[0], c[1], got, c[2])
		}
	}
}
