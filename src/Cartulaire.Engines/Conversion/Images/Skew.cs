using NetVips;

namespace Cartulaire.Engines.Conversion.Images;

/// <summary>Finds by how much a sheet lies askew: the angle at which the rows of a small two-tone copy differ most.</summary>
internal static class Skew
{
    private const int CopyWidth = 700;
    private const double Widest = 6;

    /// <summary>Dark pixels of the copy that dust leaves on an empty sheet; a line of print has ten times as many.</summary>
    private const int Specks = 25;

    /// <summary>Degrees by which to turn the image clockwise to straighten it; 0 when none stands out; null when the sheet is blank.</summary>
    public static double? Find(Image grey)
    {
        using var small = grey.ThumbnailImage(CopyWidth, height: 4 * CopyWidth, size: Enums.Size.Down);
        var pixels = small.WriteToMemory<byte>();
        var (xs, ys) = Ink(pixels, small.Width, small.Height);
        if (xs.Length < 500)
        {
            return xs.Length < Specks ? null : 0;
        }

        var straight = Sharpness(xs, ys, 0, small.Width, small.Height);
        var (best, score) = Search(xs, ys, 0, Widest, 0.5, small);
        (best, score) = Search(xs, ys, best, 0.4, 0.1, small);
        return score > straight * 1.15 && Math.Abs(best) < Widest ? -best : 0;
    }

    private static (double Angle, double Score) Search(int[] xs, int[] ys, double centre, double reach, double step, Image small)
    {
        var (angle, score) = (centre, 0.0);
        for (var tried = centre - reach; tried <= centre + reach + 0.001; tried += step)
        {
            var sharp = Sharpness(xs, ys, tried, small.Width, small.Height);
            if (sharp > score)
            {
                (angle, score) = (tried, sharp);
            }
        }

        return (angle, score);
    }

    /// <summary>Dark pixels: darker than the mean of their tile by a margin, so that shadow and show-through do not count. Edges are left out.</summary>
    private static (int[] Xs, int[] Ys) Ink(byte[] pixels, int width, int height)
    {
        const int tile = 32;
        List<int> xs = [], ys = [];
        for (var top = tile; top + (2 * tile) < height; top += tile)
        {
            for (var left = tile; left + (2 * tile) < width; left += tile)
            {
                Collect(pixels, width, left, top, tile, xs, ys);
            }
        }

        return ([.. xs], [.. ys]);
    }

    private static void Collect(byte[] pixels, int width, int left, int top, int tile, List<int> xs, List<int> ys)
    {
        var sum = 0;
        for (var y = top; y < top + tile; y++)
        {
            for (var x = left; x < left + tile; x++)
            {
                sum += pixels[(y * width) + x];
            }
        }

        var limit = (sum / (tile * tile)) - 28;
        for (var y = top; y < top + tile; y++)
        {
            for (var x = left; x < left + tile; x++)
            {
                if (pixels[(y * width) + x] < limit)
                {
                    xs.Add(x);
                    ys.Add(y);
                }
            }
        }
    }

    private static double Sharpness(int[] xs, int[] ys, double degrees, int width, int height)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var margin = (int)(Math.Abs(slope) * width) + 2;
        var rows = new int[height + (2 * margin)];
        for (var i = 0; i < xs.Length; i++)
        {
            rows[margin + (int)Math.Round(ys[i] - (xs[i] * slope))]++;
        }

        double sharp = 0;
        for (var i = 1; i < rows.Length; i++)
        {
            double step = rows[i] - rows[i - 1];
            sharp += step * step;
        }

        return sharp;
    }
}
