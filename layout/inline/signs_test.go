package inline

import (
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestSigns: in each text a line may end at the places with | alone, apart from dear ones,
// which have ‖ (RULES 1.1, 1.2, 1.5).
func TestSigns(t *testing.T) {
	f := songFont()
	for _, want := range []string{
		"甲|＜注|释＞|乙", "甲|‹注|释›|乙", "甲|＂注|释＂|乙", "甲|＜5‰|乙|＞50%|乙|≥95%|乙", "求|√2‖的|∠A|与|△ABC",
		"低|温－15℃|的，|－5℃|的", "增|长|＋5%|的", "从－3℃|到|＋3℃", "2020－|2024‖年", "周|一－|周|五", "“甲”－|“乙”", "5‖＋|3",
		"周|一~|周|五", "三~5‖天", "甲|~~|乙", "北|京-|上|海", "比|25∶19‖的", "在|1∶1000‖的", "于|8：30‖到|８：３０|的", "共：|30‖人",
		"约|120㎡|的|5㎏|盐", "海|尔®|的|甲™|的|© 某|社|的|№5‖的|№ 5‖的", "甲|──|乙", "甲|─‖─‖─‖─|乙", "第|ⅩⅡ|章", "★‖★‖★|级，|□‖□|的，|★|☆|的",
		"：|A.‖选|项", "，|①‖甲|的", "。|（一）‖甲|乙", "的|（1）|甲", "的|1、|甲", "；|12．‖甲|乙", "：|AB.|甲",
		"请|@张|三|看", "说|#话|题#|的", "说|#话|题|的，|#话|题|的", "5#|楼|的|C#|语|言", "＃话|题＃|的|＠张|三",
	} {
		plainText := strings.NewReplacer("|", "", "‖", "").Replace(want)
		var log diag.List
		p := NewShaper().Prepare([]Run{{Text: plainText, Font: f}}, bodySettings(f), &log)
		var got strings.Builder
		for i := range p.atoms {
			a := &p.atoms[i]
			got.WriteString(plainText[a.from:a.to])
			switch {
			case i+1 == len(p.atoms) || a.after < brkAllow:
			case a.price > 0:
				got.WriteString("‖")
			default:
				got.WriteString("|")
			}
		}
		if got.String() != want {
			t.Errorf(" got %s\nwant %s", got.String(), want)
		}
	}
}

// TestSpaceBesideSigns: no Han–Latin space is between @ or # and Han (RULES 3.1).
func TestSpaceBesideSigns(t *testing.T) {
	for _, text := range []string{"请@张三看", "说#话题#的", "在5#楼", "用C#写", "周一~周五", "说«注»的"} {
		p := roundParagraph(t, text, Settings{Autospace: 250})
		for i := range p.atoms[:len(p.atoms)-1] {
			a, next := &p.atoms[i], &p.atoms[i+1]
			if letterOrDigit := alphanumeric(p.text[a.from]) || alphanumeric(p.text[next.from]); a.gapKind == gapAuto && !letterOrDigit {
				t.Errorf("%s: a space behind %s", text, p.text[:a.to])
			}
		}
	}
}

// TestManySigns: a text of nothing but signs takes no longer than it is.
func TestManySigns(t *testing.T) {
	f := songFont()
	for _, unit := range []string{"＜", "#甲", "（1", "★", "1.", "①", "～-", "＂"} {
		var log diag.List
		NewShaper().Prepare([]Run{{Text: strings.Repeat(unit, 20_000), Font: f}}, bodySettings(f), &log)
	}
}
