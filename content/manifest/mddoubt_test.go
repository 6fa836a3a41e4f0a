package manifest

import (
	"testing"

	"jianbao/content/diag"
)

// TestDoubtfulStars: emphasis and strong text that is rather what stands between asterisks
// of the copy is told, and that of ordinary copy is not.
func TestDoubtfulStars(t *testing.T) {
	for _, c := range []struct {
		text string
		want diag.Code // "": neither
	}{
		{"生理盐水0.9%*100ml*3袋 头孢*2支", "md-star-emphasis"},
		{"外网：172.16.*.*或10.0.*.*", "md-star-emphasis"},
		{"皖A·*3456、皖A·3456*", "md-star-emphasis"},
		{"申请人*强、*丽等3人，被申请人赵*、钱*。", "md-star-emphasis"},
		{"来信人：*先生  电话：137*  住址：*巷*号", "md-star-emphasis"},
		{"候选人：孙*、*明、上官*、*·买买提", "md-star-emphasis"},
		{"开会地点：*层*厅", "md-star-emphasis"},
		{"服务热线：*123#，查话费*#21#", "md-star-emphasis"},
		{"| 甲 | 乙 |\n|--|--|\n| 137*、*89* | 丙 |", "md-star-emphasis"},
		{"发票：*住宿服务*房费 600元", "md-star-emphasis"},
		{"作者：李四*¹，王五²*", "md-star-emphasis"},
		{"一中*二中**三中***", "md-star-emphasis"},
		{"赵敏*钱进**孙立***三人", "md-star-emphasis"},
		{"市**局原副局长赵**（已免职）", "md-star-strong"},
		{"镇**村党支部书记刘**被约谈", "md-star-strong"},
		{"被告人孙**诉**公司", "md-star-strong"},
		{"住阳泉市**镇**路5号", "md-star-strong"},
		{"由**推荐，与**共事", "md-star-strong"},

		{"*规划*·*建设*·*治理*", ""},
		{"《石塘简报》·*增刊*", ""},
		{"*图书*捐赠活动，*软件*开发", ""},
		{"要求：*一是带头，二是落实。*请各站照办", ""},
		{"*本文作者系县委党校教师、副教授*", ""},
		{"（*供稿：李四，2026年*）", ""},
		{"他说，*重点在落实*，难点也在落实。", ""},
		{"长5*宽3，*重点*是高度 2 * 3。", ""},
		{"带*的为必填，*重要* 。", ""},
		{"*李*华*、*张*强*", ""},
		{"*要点和**重点***", ""},
		{"重在**落实***巩固*。", ""},
		{"***重点**和要点*。", ""},
		{"这是**县局**的**重点工程**（三期）", ""},
		{"**中心思想**、**盛唐**和**感谢**", ""},
		{"**两市做法相同**，**方向**不同", ""},
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		l.markdown(&diag.Source{Path: "a.md", Data: []byte(c.text)}, "")
		for _, code := range []diag.Code{"md-star-emphasis", "md-star-strong"} {
			if log.Has(code) != (code == c.want) {
				t.Errorf("%s: %s %v", c.text, code, log.Has(code))
			}
		}
	}
}
