namespace Outreach.Benchmarks.Reading;

/// <summary>Logistic regression with L2 by dual coordinate descent (Yu, Huang, Lin 2011): no step size to choose, and the same on every machine.</summary>
internal static class Regression
{
    private const int Epochs = 30;
    private const int NewtonSteps = 8;

    /// <param name="label">1, 0, or null where the line says nothing to this question.</param>
    /// <param name="weigh">What each feature counts for.</param>
    public static (double[] Weights, double Bias) Fit(List<Example> examples, Func<Example, double?> label, double[] weigh, double cost, int seed)
    {
        var mine = examples.Select(e => (e.Features, Sign: label(e) is { } y ? y > 0.5 ? 1 : -1 : 0, Cap: cost * e.Line.Weight)).Where(e => e.Sign != 0).ToArray();
        var weights = new double[weigh.Length];
        var bias = 0.0;
        var square = mine.Select(e => 1 + e.Features.Sum(id => weigh[id] * weigh[id])).ToArray();
        var alpha = mine.Select(e => 0.001 * e.Cap).ToArray();
        for (var i = 0; i < mine.Length; i++) Move(i, alpha[i]);
        var order = Enumerable.Range(0, mine.Length).ToArray();
        var random = new Random(seed);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var margin = bias;
                foreach (var id in mine[i].Features) margin += weights[id] * weigh[id];
                var best = Best(alpha[i], square[i], mine[i].Sign * margin, mine[i].Cap);
                Move(i, best - alpha[i]);
                alpha[i] = best;
            }
        }

        return (weights, bias);

        void Move(int i, double by)
        {
            foreach (var id in mine[i].Features) weights[id] += by * mine[i].Sign * weigh[id];
            bias += by * mine[i].Sign;
        }
    }

    /// <summary>The least of a z²/2 + b z + z log z + (cap - z) log(cap - z) inside (0, cap), by Newton's method kept inside.</summary>
    private static double Best(double alpha, double square, double margin, double cap)
    {
        var linear = margin - square * alpha;
        var z = alpha;
        for (var step = 0; step < NewtonSteps; step++)
        {
            var slope = square * z + linear + Math.Log(z / (cap - z));
            var next = z - slope / (square + cap / (z * (cap - z)));
            if (next <= 0) next = z / 10;
            if (next >= cap) next = cap - (cap - z) / 10;
            if (Math.Abs(next - z) < 1e-9 * cap) return Math.Clamp(next, 1e-9 * cap, cap * (1 - 1e-9));
            z = next;
        }

        return Math.Clamp(z, 1e-9 * cap, cap * (1 - 1e-9));
    }
}
