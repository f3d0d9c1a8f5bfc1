using System.Collections.Immutable;
using Outreach.Core.Patients;

namespace Outreach.App.Simulating;

/// <summary>What simulated patients say of a need, in their words.</summary>
internal static class Told
{
    public static readonly ImmutableArray<Words> Emergency =
    [
        new("I have chest pain and my left arm is numb", "tengo dolor en el pecho y se me duerme el brazo izquierdo"),
        new("cant catch my breath even sitting down", "no puedo respirar ni sentada"),
        new("my face is drooping and I cant talk right", "se me cayó la cara de un lado y no puedo hablar bien"),
        new("I dont want to live anymore", "ya no quiero vivir"),
    ];

    public static readonly ImmutableArray<Words> Urgent =
    [
        new("I have a fever of 102 since last night", "tengo fiebre de 39 desde anoche"),
        new("my leg is swollen and red and it hurts", "tengo la pierna hinchada y roja y me duele"),
        new("a rash all over since I started the new pills", "me salió un sarpullido en todo el cuerpo con la pastilla nueva"),
        new("been throwing up all day", "llevo vomitando todo el día"),
    ];

    public static readonly ImmutableArray<Words> Routine =
    [
        new("still tired and my back aches", "sigo cansada y me duele la espalda"),
        new("I have a cough that wont go away", "tengo una tos que no se me quita"),
        new("the new pills upset my stomach a little", "la pastilla nueva me cae un poco pesada"),
    ];

    public static readonly ImmutableArray<Words> Medicine =
    [
        new("I need a refill, I run out on Friday", "necesito resurtir mi medicina, se me acaba el viernes"),
        new("I cant afford the new medicine", "no me alcanza para la medicina nueva"),
    ];

    public static readonly ImmutableArray<Words> Coordination =
    [
        new("Can somebody call me please?", "¿Me pueden llamar por favor?"),
        new("When is my next appointment?", "¿Cuándo es mi próxima cita?"),
    ];

    public static readonly ImmutableArray<Words> Unusable = [new("ok will do it later", "luego le digo"), new("its in the other room", "aquí en la casa")];
}
