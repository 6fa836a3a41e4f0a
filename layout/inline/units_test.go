package inline

import "testing"

// TestUnits: units after numbers, and words that are none (RULES 1.5).
func TestUnits(t *testing.T) {
	for _, u := range []string{
		"kg", "mg/L", "km²", "μg/m³", "kW·h", "m/s", "km/h", "°C", "MPa", "NTU",
		"KB", "MB", "GB/s", "KiB", "MiB", "TiB", "ZB", "kbps", "Mbit/s",
		"mAh", "kWp", "dBm", "kcal", "mmHg", "tce", "TFLOPS", "TOPS", "fps", "dpi",
	} {
		if !isUnit(u) {
			t.Errorf("%s is no unit", u)
		}
	}
	for _, w := range []string{"", "VOCs", "Token", "KM2", "Kg", "EV", "Mi", "FP", "of", "stars", "Pro"} {
		if isUnit(w) {
			t.Errorf("%q is a unit", w)
		}
	}
}
