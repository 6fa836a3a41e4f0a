package page

import "testing"

func TestHanNumber(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 105: "一〇五"} {
		if got := hanNumber(n); got != want {
			t.Errorf("%d = %s, want %s", n, got, want)
		}
	}
	for n := 1; n < 100; n++ {
		if back, rest := readNumber(hanNumber(n)); back != n || rest != "" {
			t.Errorf("%s read as %d", hanNumber(n), back)
		}
	}
}

func TestHeadingNumber(t *testing.T) {
	for s, want := range map[string]int{
		"一、背景": 1, "　十二、背景": 12, "（三）经过": 3, "(3)经过": 3, "（４）": 4, "１２．人员": 12, "4. 人员": 4, "4．人员": 4, "5、人员": 5, "6)": 6, "〔七〕": 7,
		"第三章 总则": 3, "第十条": 10, "1.2 范围": 1, "1.2.3 范围": 1,
		"背景": 0, "一定要抓紧": 0, "十年磨一剑": 0, "3.5亿元": 0, "2024年": 0, "第一": 0, "": 0, "（试行）": 0, "第三方检测": 0, "（一": 0,
	} {
		n, ok := headingNumber(s)
		if ok != (want > 0) || ok && n != want {
			t.Errorf("%q = %d, %v; want %d", s, n, ok, want)
		}
	}
}
