package unit

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// exact is a·b/den by math/big, halves away from zero.
func exact(a, b, den int64) *big.Int {
	n := new(big.Int).Mul(big.NewInt(a), big.NewInt(b))
	d := big.NewInt(den)
	sign := n.Sign()
	n.Abs(n)
	n.Mul(n, big.NewInt(2)).Add(n, d)
	n.Quo(n, d.Mul(d, big.NewInt(2)))
	if sign < 0 {
		n.Neg(n)
	}
	return n
}

func TestMulDivRounds(t *testing.T) {
	for _, c := range []struct{ a, b, den, want int64 }{
		{1, 1, 2, 1}, {-1, 1, 2, -1}, {1, -1, 2, -1}, {-1, -1, 2, 1}, // halves away from zero
		{1, 1, 3, 0}, {2, 1, 3, 1}, {-2, 1, 3, -1}, {5, 3, 10, 2}, {-5, 3, 10, -2}, {7, 3, 10, 2},
		{0, math.MaxInt64, 7, 0}, {math.MaxInt64, 0, 7, 0},
		// Products beyond 64 bits.
		{1 << 62, 4, 8, 1 << 61},
		{1<<61 + 1, 4, 8, 1<<60 + 1}, // a half: away from zero
		{-(1<<61 + 1), 4, 8, -(1<<60 + 1)},
		{1<<61 + 1, 5, 10, 1<<60 + 1},
		{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64},
		{math.MinInt64, math.MaxInt64, math.MaxInt64, math.MinInt64},
		{math.MinInt64, -1, 2, 1 << 62},
		{-1, math.MinInt64, 2, 1 << 62},
	} {
		if got := MulDiv(c.a, c.b, c.den); got != c.want {
			t.Errorf("MulDiv(%d, %d, %d) = %d, want %d", c.a, c.b, c.den, got, c.want)
		}
	}
}

// TestMulDivIsExact compares both ways through MulDiv, that of short products
// and that of 128 bits, with math/big; near halves above all.
func TestMulDivIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	number := func(bits int) int64 { return rng.Int64N(1<<bits) - 1<<(bits-1) }
	short, long := 0, 0
	for range 200_000 {
		a, b := number(2+rng.IntN(61)), number(2+rng.IntN(61))
		den := rng.Int64N(1<<(1+rng.IntN(61))) + 1
		if rng.IntN(2) == 0 && a != 0 {
			// den such that b·a/den is a half, or next to one.
			den = 2 * (rng.Int64N(1<<20) + 1)
			a = a / den * den / 2 * 2
			b = b | 1
			a += den/2 + rng.Int64N(3) - 1
		}
		want := exact(a, b, den)
		if !want.IsInt64() {
			continue
		}
		if p := new(big.Int).Mul(big.NewInt(a), big.NewInt(b)); p.IsInt64() {
			short++
		} else {
			long++
		}
		if got := MulDiv(a, b, den); got != want.Int64() {
			t.Fatalf("MulDiv(%d, %d, %d) = %d, want %s", a, b, den, got, want)
		}
	}
	if short < 10_000 || long < 10_000 {
		t.Errorf("%d short products and %d long ones: too few", short, long)
	}
}

// TestMulDivOverflow: a quotient that int64 cannot hold is a bug of the caller,
// not a wrong length.
func TestMulDivOverflow(t *testing.T) {
	for _, c := range [][3]int64{
		{math.MaxInt64, math.MaxInt64, 1}, {math.MaxInt64, 2, 1}, {math.MinInt64, 2, 1}, {math.MinInt64, -1, 1}, {1 << 62, 2, 1},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("MulDiv(%d, %d, %d) returns %d", c[0], c[1], c[2], MulDiv(c[0], c[1], c[2]))
				}
			}()
			MulDiv(c[0], c[1], c[2])
		}()
	}
	if got := MulDiv(1<<62, -2, 1); got != math.MinInt64 {
		t.Errorf("the least length: %d", got)
	}
}

func TestFrom(t *testing.T) {
	for _, c := range []struct {
		got, want Abs
		what      string
	}{
		{FromMM(1000), MM, "1 mm"},
		{FromMM(25_400), 72 * Pt, "an inch"},
		{FromMM(-25_400), -72 * Pt, "minus an inch"},
		{FromMM(210_000), 59_527_559, "210 mm, 59527559.06"},
		{FromMM(1), 283, "a micrometre, 283.46"},
		{FromMM(3), 850, "850.39"},
		{FromMM(0), 0, "nothing"},
		{FromPt(13_750), 1_375_000, "13.75 pt"},
		{FromPt(-1), -100, "a thousandth of a point"},
		{FromMM(math.MaxInt64 / 1000), Abs(exact(math.MaxInt64/1000, int64(Pt)*360, 127_000).Int64()), "beyond 64 bits"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, int64(c.got), int64(c.want))
		}
	}
	if MM != FromMM(1000) {
		t.Errorf("MM is %d", MM)
	}
}

// TestString: lengths are written exactly and read back as they were.
func TestString(t *testing.T) {
	for a, want := range map[Abs]string{
		0: "0", Pt: "1", -Pt: "-1", Pt / 2: "0.5", 1: "0.00001", -1: "-0.00001", 1_375_000: "13.75", 10*Pt + 1: "10.00001",
		120_000: "1.2", math.MaxInt64: "92233720368547.75807", math.MinInt64: "-92233720368547.75808",
	} {
		if got := a.String(); got != want {
			t.Errorf("%d: %s, want %s", int64(a), got, want)
		}
		if got := string(a.Append([]byte("x "))); got != "x "+want {
			t.Errorf("%d appended: %q", int64(a), got)
		}
	}
	rng := rand.New(rand.NewPCG(7, 8))
	for range 10_000 {
		a := Abs(rng.Int64N(1<<(1+rng.IntN(62)))) * Abs(1-2*rng.Int64N(2))
		r, ok := new(big.Rat).SetString(a.String())
		if !ok {
			t.Fatalf("%d: %s is no number", int64(a), a)
		}
		if r.Mul(r, big.NewRat(int64(Pt), 1)); !r.IsInt() || r.Num().Int64() != int64(a) {
			t.Fatalf("%d: %s is %s", int64(a), a, r)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		a        Abs
		num, den int64
		want     Abs
	}{
		{13 * Pt, 88, 100, 1_144_000}, {1, 1, 2, 1}, {-1, 1, 2, -1}, {1, 1, 3, 0}, {Pt, -1, 3, -33_333}, {1 << 60, 1000, 1000, 1 << 60},
	} {
		if got := c.a.Scale(c.num, c.den); got != c.want {
			t.Errorf("%d·%d/%d = %d, want %d", int64(c.a), c.num, c.den, int64(got), int64(c.want))
		}
	}
}
