package manifest

import (
	"math/rand/v2"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"jianbao/big5"
)

// TestCommonBig5 compares what is counted in bytes with what is counted in the decoded text:
// of texts in Big5 and in GBK, of these damaged, and of random bytes.
func TestCommonBig5(t *testing.T) {
	compare := func(raw []byte) int {
		t.Helper()
		text, err := big5.NewDecoder().Bytes(raw)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, r := range string(text) {
			if strings.ContainsRune("的一是在不了有人中大上，。、國這個為來們說會過時", r) {
				want++
			}
		}
		if got := commonBig5(raw); got != want {
			t.Fatalf("% x: %d, want %d", raw, got, want)
		}
		return want
	}
	rng := rand.New(rand.NewPCG(3, 9))
	traditional, err := traditionalchinese.Big5.NewEncoder().String("這個國家的人們說：來過了，是時候了。鎮上有一個大會，A為B中不在、")
	if err != nil {
		t.Fatal(err)
	}
	if n := compare([]byte(traditional)); n < 20 {
		t.Errorf("%d common characters", n)
	}
	simplified, err := simplifiedchinese.GBK.NewEncoder().String("这个国家的人们说：来过了，是时候了。镇上有一个大会，A为B中不在、€")
	if err != nil {
		t.Fatal(err)
	}
	compare([]byte(simplified))
	for range 3000 {
		for _, text := range []string{traditional, simplified} {
			raw := []byte(text[:rng.IntN(len(text))])
			for range rng.IntN(4) {
				if len(raw) > 0 {
					raw[rng.IntN(len(raw))] = byte(rng.IntN(256))
				}
			}
			compare(raw)
		}
		raw := make([]byte, rng.IntN(80))
		for i := range raw {
			raw[i] = byte(rng.IntN(256)) | byte(rng.IntN(2)<<7)
		}
		compare(raw)
	}
}
