package edition

import "testing"

func TestSetting(t *testing.T) {
	tests := []struct {
		value string
		want  any
	}{
		{"四号", "四号"}, {"15.75pt", "15.75pt"}, {"28", int64(28)}, {"1.5", 1.5}, {"true", true},
		{`"28"`, "28"}, {"'a'", "a"}, {"2024-01-02", "2024-01-02"}, {"— {page} —", "— {page} —"},
		{"#C00000", "#C00000"}, {"{a=1}", "{a=1}"}, {"1\nx=2", "1\nx=2"}, {"1 # 2", "1 # 2"},
	}
	for _, tt := range tests {
		if got := setting(Setting{Key: "k", Value: tt.value}).Value; got != tt.want {
			t.Errorf("%q: %#v, want %#v", tt.value, got, tt.want)
		}
	}
	list, ok := setting(Setting{Key: "k", Value: `["a", "b"]`}).Value.([]any)
	if !ok || len(list) != 2 || list[1] != "b" {
		t.Errorf("a list: %#v", list)
	}
}
