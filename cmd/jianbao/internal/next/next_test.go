package next

import (
	"fmt"
	"testing"
	"time"
)

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return d
}

// TestDate: each period over months of 28 to 31 days and the turn of the year.
func TestDate(t *testing.T) {
	for _, tt := range []struct{ period, days string }{
		{"month", "2025-11-30 2025-12-31 2026-01-31 2026-02-28 2026-03-31 2026-04-30"},
		{"month", "2024-01-31 2024-02-29 2024-03-31"},
		{"month", "2025-12-15 2026-01-15 2026-02-15"},
		{"month", "2026-01-30 2026-02-28"},
		{"month", "2024-01-30 2024-02-29"},
		{"month", "2026-03-30 2026-04-30 2026-05-31"},
		{"", "2026-03-05 2026-04-05"},
		{"week", "2025-12-24 2025-12-31 2026-01-07"},
		{"week", "2024-02-26 2024-03-04"},
		{"half-month", "2026-01-01 2026-01-16 2026-02-01 2026-02-16 2026-03-01"},
		{"half-month", "2026-01-15 2026-01-31 2026-02-15 2026-02-28 2026-03-15 2026-03-31 2026-04-15 2026-04-30"},
		{"half-month", "2025-12-10 2025-12-25 2026-01-10 2026-01-25 2026-02-10"},
		{"half-month", "2026-02-14 2026-02-28"},
		{"quarter", "2025-09-30 2025-12-31 2026-03-31 2026-06-30"},
		{"quarter", "2025-11-30 2026-02-28"},
		{"quarter", "2025-10-20 2026-01-20"},
		{"half-year", "2025-08-31 2026-02-28 2026-08-31"},
		{"half-year", "2025-07-15 2026-01-15"},
		{"year", "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"},
		{"year", "2025-12-20 2026-12-20"},
	} {
		var days []time.Time
		for _, s := range split(tt.days) {
			days = append(days, day(s))
		}
		for i := range len(days) - 1 {
			if got := Date(days[i], tt.period); !got.Equal(days[i+1]) {
				t.Errorf("%q after %s: %s, want %s", tt.period, days[i].Format(time.DateOnly), got.Format(time.DateOnly), days[i+1].Format(time.DateOnly))
			}
		}
	}
}

func split(s string) (out []string) {
	for len(s) > 0 {
		n := min(len(s), 10)
		out = append(out, s[:n])
		s = s[min(len(s), n+1):]
	}
	return out
}

// TestNext: numbers, years and totals, and what flags say.
func TestNext(t *testing.T) {
	for _, tt := range []struct {
		period string
		last   Number
		flags  Flags
		want   string
	}{
		{"month", Number{2025, "11", "130", day("2025-11-15")}, Flags{}, "2025 12 131 2025-12-15"},
		{"month", Number{2025, "12", "131", day("2025-12-15")}, Flags{}, "2026 1 132 2026-01-15"},
		{"month", Number{2025, "12", "", day("2026-01-05")}, Flags{}, "2026 1  2026-02-05"}, // it appears in January
		{"month", Number{2025, "11", "", day("2025-12-31")}, Flags{}, "2025 12  2026-01-31"},
		{"month", Number{2025, "9-10", "109", day("2025-10-15")}, Flags{}, "2025 11 110 2025-11-15"},
		{"month", Number{2025, "11-12", "110-111", day("2025-12-15")}, Flags{}, "2026 1 112 2026-01-15"},
		{"month", Number{2025, "7－8（合刊）", "总第86－87期", day("2025-08-15")}, Flags{}, "2025 9 总第88期 2025-09-15"},
		{"month", Number{2025, "第11～12期合刊", "八十", day("2025-12-15")}, Flags{}, "2026 第1期  2026-01-15"},
		{"month", Number{2025, "第9期", "", day("2025-09-15")}, Flags{}, "2025 第10期  2025-10-15"},
		{"month", Number{2025, "009", "", day("2025-09-15")}, Flags{}, "2025 010  2025-10-15"},
		{"month", Number{2025, "131", "", day("2025-12-15")}, Flags{}, "2026 132  2026-01-15"},
		{"month", Number{2025, "131", "", day("2025-11-15")}, Flags{}, "2025 132  2025-12-15"},
		{"half-month", Number{2025, "23", "", day("2025-12-15")}, Flags{}, "2025 24  2025-12-31"},
		{"half-month", Number{2025, "24", "", day("2025-12-31")}, Flags{}, "2026 1  2026-01-15"},
		{"quarter", Number{2025, "4", "", day("2025-12-31")}, Flags{}, "2026 1  2026-03-31"},
		{"half-year", Number{2025, "2", "40", day("2025-12-31")}, Flags{}, "2026 1 41 2026-06-30"},
		{"half-year", Number{2025, "1", "", day("2025-06-30")}, Flags{}, "2025 2  2025-12-31"},
		{"year", Number{2025, "1", "7", day("2025-10-01")}, Flags{}, "2026 1 8 2026-10-01"},
		{"week", Number{2025, "51", "", day("2025-12-22")}, Flags{}, "2025 52  2025-12-29"},
		{"week", Number{2025, "52", "", day("2025-12-29")}, Flags{}, "2026 1  2026-01-05"},
		{"week", Number{2025, "52", "", day("2025-12-24")}, Flags{}, "2025 53  2025-12-31"},
		{"week", Number{2025, "312", "", day("2025-12-29")}, Flags{}, "2026 313  2026-01-05"},

		{"month", Number{2025, "10", "110", day("2025-10-15")}, Flags{Issue: "11-12", Total: "200", Date: day("2025-12-20")}, "2025 11-12 200 2025-12-20"},
		{"month", Number{2025, "9", "", day("2025-12-15")}, Flags{Issue: "1"}, "2026 1  2026-01-15"},
		{"month", Number{2025, "9", "9", day("2025-09-15")}, Flags{Issue: "增刊1", Date: day("2025-09-20")}, "2025 增刊1 10 2025-09-20"},
		{"month", Number{2025, "增刊1", "", day("2025-09-20")}, Flags{Issue: "10", Date: day("2025-10-15")}, "2025 10  2025-10-15"},
		{"month", Number{2025, "增刊1", "", day("2025-12-20")}, Flags{Issue: "1", Date: day("2026-01-15")}, "2026 1  2026-01-15"},
	} {
		n := tt.last.Next(tt.period, tt.flags)
		if got := fmt.Sprint(n.Year, " ", n.Issue, " ", n.Total, " ", n.Date.Format(time.DateOnly)); got != tt.want {
			t.Errorf("%s after %+v: %s, want %s", tt.period, tt.last, got, tt.want)
		}
	}
	if (Number{Issue: "增刊1"}).Regular() || !(Number{Issue: "9-10"}).Regular() || (Number{Issue: "10-9"}).Regular() {
		t.Error("which numbers are regular")
	}
}
